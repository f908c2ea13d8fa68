// No rule's work grows with the square of the input: each runs on hostile backups of two sizes, and its steps
// are counted. Counts do not depend on the machine.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "releases/catalog.hpp"
#include "tests/growth/shapes.hpp"
#include "tests/growth/step_counter.hpp"
#include "validate/rule.hpp"

namespace nsmkit::growth {
namespace {

constexpr std::size_t kSmall = 400;
constexpr std::size_t kTimes = 4;

// Sorting makes the work grow by a little more than the input; its square would be 16.
constexpr double kMost = kTimes * 1.6;

// Below this, what a rule does once weighs more than what it does for each object.
constexpr std::uint64_t kTooFew = 2000;

model::ResourceSet resources_of(const Shape& shape, std::size_t count) {
  model::ResourceSet resources;
  for (Json& object : shape.objects(count)) {
    base::ResourceRef ref = model::reference_of(object);
    resources.add({std::move(ref), std::move(object), {}, {"backup.yaml", {1, 1}, {}, {}}},
                  model::ResourceSet::Verdict::kAccepted);
  }
  return resources;
}

validate::RunFacts facts_of(const char* from, const char* to) {
  validate::RunFacts facts;
  facts.from = releases::catalog().find_release(from);
  facts.to = releases::catalog().find_release(to);
  facts.mesh.access_control_mode = model::MeshFact{"allow", {"mesh-config.json", {1, 1}, {}, {}}};
  facts.mesh.load_balancing_method = model::MeshFact{"random", {"mesh-config.json", {1, 1}, {}, {}}};
  facts.inputs = {"backup"};
  return facts;
}

std::uint64_t steps_of(const validate::Rule& rule, const model::ResourceSet& resources,
                       const validate::RunFacts& facts) {
  std::vector<base::Finding> findings;
  validate::RuleContext context(rule, resources, facts, findings);
  const std::uint64_t before = steps();
  rule.run(context);
  return steps() - before;
}

class GrowthTest : public testing::TestWithParam<Shape> {};

TEST_P(GrowthTest, NoRuleIsQuadratic) {
  const model::ResourceSet small = resources_of(GetParam(), kSmall);
  const model::ResourceSet large = resources_of(GetParam(), kSmall * kTimes);
  const validate::RunFacts facts = facts_of("1.6.0", "2.0.0");
  for (const auto& rule : validate::rules()) {
    const std::uint64_t few = steps_of(*rule, small, facts);
    const std::uint64_t many = steps_of(*rule, large, facts);
    EXPECT_LE(static_cast<double>(many), kMost * static_cast<double>(few) + kTooFew)
        << rule->info().slug << ": " << few << " steps for " << kSmall << " objects, " << many << " for "
        << kSmall * kTimes;
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, GrowthTest, testing::ValuesIn(shapes()), [](const auto& shape) {
  std::string name = shape.param.name;
  for (char& c : name) {
    c = c == ' ' ? '_' : c;
  }
  return name;
});

/// A rule as it must not be.
class PairsRule final : public validate::Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return validate::rules().front()->info(); }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  void run(validate::RuleContext& context) const override {
    for (const model::Resource* a : context.all("TrafficTarget")) {
      for (const model::Resource* b : context.all("TrafficTarget")) {
        if (a != b && a->ref.name == b->ref.name) {
          context.report(*a, "", "twice");
        }
      }
    }
  }

 private:
  static constexpr std::string_view kKinds[] = {"TrafficTarget"};
};

TEST(StepCounter, SeesAQuadraticRule) {
  const Shape& shape = shapes()[2];
  ASSERT_EQ(shape.name, "targets with one destination");
  const auto facts = facts_of("1.6.0", "2.0.0");
  const std::uint64_t few = steps_of(PairsRule(), resources_of(shape, kSmall), facts);
  const std::uint64_t many = steps_of(PairsRule(), resources_of(shape, kSmall * kTimes), facts);
  EXPECT_GT(static_cast<double>(many), kMost * static_cast<double>(few) + kTooFew) << few << " and " << many;
}

}  // namespace
}  // namespace nsmkit::growth
