// The work of a comparison grows with the objects, not with their square: also where all of them have other
// names, and where all are alike.
#include <gtest/gtest.h>

#include <deque>

#include "diff/difference.hpp"
#include "tests/growth/shapes.hpp"
#include "tests/growth/step_counter.hpp"

namespace nsmkit::growth {
namespace {

constexpr std::size_t kSmall = 400;
constexpr std::size_t kTimes = 4;
constexpr double kMost = kTimes * 1.6;
constexpr std::uint64_t kTooFew = 2000;

/// What the second side makes of the first.
enum class Fate : std::uint8_t { kSame, kEdited, kRenamed, kRenamedAndEdited };

struct Side {
  std::deque<model::Resource> resources;
  std::vector<diff::Entry> entries;
};

void edit(Json& object) { object["metadata"]["labels"]["edited"] = object["metadata"].value("name", ""); }

Side side_of(const Shape& shape, std::size_t count, Fate fate) {
  Side side;
  for (Json& object : shape.objects(count)) {
    if (fate == Fate::kEdited || fate == Fate::kRenamedAndEdited) {
      edit(object);
    }
    if (fate == Fate::kRenamed || fate == Fate::kRenamedAndEdited) {
      object["metadata"]["namespace"] = "elsewhere";
    }
    base::ResourceRef ref = model::reference_of(object);
    side.resources.push_back({std::move(ref), std::move(object), {}, {"backup.yaml", {1, 1}, {}, {}}});
    side.entries.push_back({&side.resources.back(), &side.resources.back()});
  }
  return side;
}

std::uint64_t steps_of(const Shape& shape, std::size_t count, Fate fate) {
  const Side before = side_of(shape, count, Fate::kSame);
  const Side after = side_of(shape, count, fate);
  const std::uint64_t start = steps();
  const diff::Difference difference = diff::compare(before.entries, after.entries, {});
  EXPECT_LE(difference.counts.comparisons, 8 * (count + 8)) << shape.name;
  return steps() - start;
}

class DiffGrowth : public testing::TestWithParam<Fate> {};

TEST_P(DiffGrowth, IsNotQuadratic) {
  for (const Shape& shape : shapes()) {
    const std::uint64_t few = steps_of(shape, kSmall, GetParam());
    const std::uint64_t many = steps_of(shape, kSmall * kTimes, GetParam());
    EXPECT_LE(static_cast<double>(many), kMost * static_cast<double>(few) + kTooFew)
        << shape.name << ": " << few << " steps for " << kSmall << " objects, " << many << " for "
        << kSmall * kTimes;
  }
}

INSTANTIATE_TEST_SUITE_P(Fates, DiffGrowth,
                         testing::Values(Fate::kSame, Fate::kEdited, Fate::kRenamed,
                                         Fate::kRenamedAndEdited));

}  // namespace
}  // namespace nsmkit::growth
