// The work of comparing behaviour grows with the input, not with its square, on hostile backups: all routes,
// rates and weights of the second side differ.
#include <gtest/gtest.h>

#include <cstdint>

#include "diff/behaviour.hpp"
#include "tests/growth/shapes.hpp"
#include "tests/growth/step_counter.hpp"

namespace nsmkit::growth {
namespace {

constexpr std::size_t kSmall = 400;
constexpr std::size_t kTimes = 4;

// Sorting makes the work grow by a little more than the input; its square would be 16.
constexpr double kMost = kTimes * 1.6;
constexpr std::uint64_t kTooFew = 5000;

// What is named differs in every object, so that nothing is settled by being equal.
void change(Json& object) {
  Json& spec = object["spec"];
  if (object["kind"] == "HTTPRouteGroup") {
    for (Json& match : spec["matches"]) {
      match["pathRegex"] = match.value("pathRegex", "") + "/new";
    }
  } else if (object["kind"] == "RateLimit") {
    spec["rate"] = "7r/m";
  } else if (object["kind"] == "CircuitBreaker") {
    spec["errors"] = 7;
  } else if (object["kind"] == "TrafficSplit") {
    for (Json& backend : spec["backends"]) {
      backend["service"] = backend["service"].get<std::string>() + "-new";
    }
  }
}

model::ResourceSet resources_of(const Shape& shape, std::size_t count, bool changed) {
  model::ResourceSet resources;
  for (Json& object : shape.objects(count)) {
    if (changed) {
      change(object);
    }
    base::ResourceRef ref = model::reference_of(object);
    resources.add({std::move(ref), std::move(object), {}, {"backup.yaml", {1, 1}, {}, {}}},
                  model::ResourceSet::Verdict::kAccepted);
  }
  return resources;
}

struct Work {
  std::uint64_t steps = 0;
  std::size_t statements = 0;
};

Work work_of(const Shape& shape, std::size_t count) {
  const model::ResourceSet before = resources_of(shape, count, false);
  const model::ResourceSet after = resources_of(shape, count, true);
  const std::uint64_t start = steps();
  const diff::Behaviour behaviour = diff::compare_behaviour({before, "deny"}, {after, "deny"},
                                                            {diff::Unchanged::kListed, diff::Matrix::kMade});
  return {steps() - start, behaviour.changes.size()};
}

class BehaviourGrowthTest : public testing::TestWithParam<Shape> {};

TEST_P(BehaviourGrowthTest, IsNotQuadratic) {
  const Work few = work_of(GetParam(), kSmall);
  const Work many = work_of(GetParam(), kSmall * kTimes);
  EXPECT_LE(static_cast<double>(many.steps), kMost * static_cast<double>(few.steps) + kTooFew)
      << few.steps << " steps and " << few.statements << " statements for " << kSmall << " objects, "
      << many.steps << " and " << many.statements << " for " << kSmall * kTimes;
}

INSTANTIATE_TEST_SUITE_P(Shapes, BehaviourGrowthTest, testing::ValuesIn(shapes()), [](const auto& shape) {
  std::string name = shape.param.name;
  for (char& c : name) {
    c = c == ' ' ? '_' : c;
  }
  return name;
});

}  // namespace
}  // namespace nsmkit::growth
