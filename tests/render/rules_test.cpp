// Every rule against its fixtures in fixtures/rules/<slug>/: good.yaml, in which it finds nothing, and
// bad.yaml with what it finds there in expected.txt, as `nsmkit validate` prints it. The first line of
// expected.txt,
// "# --to RELEASE", names the target; facts.json, where there is one, gives what else a run knows:
//   {"from": "1.6.0", "to": "2.0.0", "accessControlMode": "allow", "loadBalancingMethod": "random",
//    "inputs": ["backup"]}
// With UPDATE_GOLDENS=1 in the environment expected.txt is written anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "io/file_system.hpp"
#include "model/load.hpp"
#include "releases/catalog.hpp"
#include "render/text_finding.hpp"
#include "validate/engine.hpp"
#include "validate/rule.hpp"

namespace nsmkit::render {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTargetLine = "# --to ";

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The files of one rule, below the root of the repository.
struct Fixture {
  explicit Fixture(const std::string& slug) : folder("fixtures/rules/" + slug + "/") {}
  [[nodiscard]] std::string path(const std::string& name) const { return folder + name; }
  std::string folder;
};

class Sink final : public model::ResourceSink {
 public:
  explicit Sink(validate::Engine& engine) : engine_(engine) {}
  void resource(model::Resource&& resource) override { engine_.check(std::move(resource)); }

 private:
  validate::Engine& engine_;
};

std::optional<model::MeshFact> mesh_fact(const Json& facts, const char* name) {
  if (!facts.contains(name)) {
    return std::nullopt;
  }
  return model::MeshFact{facts[name].get<std::string>(), {"mesh-config.json", {1, 1}, {}, {}}};
}

std::string target_of(const Fixture& fixture, const Json& facts) {
  if (facts.contains("to")) {
    return facts["to"].get<std::string>();
  }
  const std::string expected = read(fixture.path("expected.txt"));
  if (expected.starts_with(kTargetLine)) {
    return expected.substr(kTargetLine.size(), expected.find('\n') - kTargetLine.size());
  }
  return releases::catalog().newest().version;
}

validate::RunFacts run_facts(const Fixture& fixture, const std::string& file) {
  const std::string text = read(fixture.path("facts.json"));
  const Json facts = text.empty() ? Json::object() : Json::parse(text);
  validate::RunFacts run;
  run.to = releases::catalog().find_release(target_of(fixture, facts));
  run.from =
      facts.contains("from") ? releases::catalog().find_release(facts["from"].get<std::string>()) : nullptr;
  run.mesh.access_control_mode = mesh_fact(facts, "accessControlMode");
  run.mesh.load_balancing_method = mesh_fact(facts, "loadBalancingMethod");
  run.inputs = facts.contains("inputs") ? facts["inputs"].get<std::vector<std::string>>() : std::vector{file};
  return run;
}

/// All that a run over one file finds. Goes through every rule, so a rule that reads a kind which it does not
/// declare throws here.
std::vector<base::Finding> findings_in(const Fixture& fixture, const std::string& name,
                                       std::size_t at_a_time = validate::Engine::kAtATime) {
  const std::string file = fixture.path(name);
  const validate::RunFacts facts = run_facts(fixture, file);
  if (facts.to == nullptr || releases::catalog().crd_set(*facts.to) == nullptr) {
    ADD_FAILURE() << fixture.folder << ": the target is no release with CRDs";
    return {};
  }
  validate::Engine engine(*releases::catalog().crd_set(*facts.to), facts, at_a_time);
  Sink sink(engine);
  std::istringstream no_input;
  const model::LoadResult loaded = model::load(*io::real_file_system(), {file}, no_input, {}, sink);
  EXPECT_TRUE(loaded.complete()) << file << " was not read whole";
  std::vector<base::Finding> findings = engine.finish(facts.mesh);
  std::stable_sort(findings.begin(), findings.end(), base::report_order);
  return findings;
}

std::string text_of(const base::RuleInfo& rule, const std::vector<base::Finding>& findings) {
  std::ostringstream text;
  for (const base::Finding& finding : findings) {
    if (finding.rule->code == rule.code) {
      print_finding(finding, Color::kNever, text);
    }
  }
  return text.str();
}

std::string without_target_line(const std::string& text) {
  return text.starts_with(kTargetLine) ? text.substr(std::min(text.find('\n'), text.size() - 1) + 1) : text;
}

bool updates_goldens() {
  const char* value = std::getenv("UPDATE_GOLDENS");  // NOLINT(concurrency-mt-unsafe)
  return value != nullptr && std::string_view(value) == "1";
}

class RuleTest : public ::testing::TestWithParam<const validate::Rule*> {
 protected:
  // As the goldens name the files: from the root of the repository.
  void SetUp() override { fs::current_path(NSMKIT_SOURCE_DIR); }

  const base::RuleInfo& info_ = GetParam()->info();
  const Fixture fixture_{std::string(info_.slug)};
};

TEST_P(RuleTest, SaysNothingAboutGood) {
  ASSERT_TRUE(fs::exists(fixture_.path("good.yaml")));
  EXPECT_EQ(text_of(info_, findings_in(fixture_, "good.yaml")), "");
}

TEST_P(RuleTest, FindsWhatIsBad) {
  ASSERT_TRUE(fs::exists(fixture_.path("bad.yaml")));
  const std::string text = text_of(info_, findings_in(fixture_, "bad.yaml"));
  EXPECT_NE(text, "");
  const std::string golden = fixture_.path("expected.txt");
  if (updates_goldens()) {
    const std::string target = run_facts(fixture_, "").to->version;
    std::ofstream(golden, std::ios::binary) << kTargetLine << target << '\n' << text;
  }
  ASSERT_TRUE(fs::exists(golden));
  EXPECT_EQ(text, without_target_line(read(golden)));
}

TEST_P(RuleTest, FindsTheSameHoweverManyAreJudgedTogether) {
  EXPECT_EQ(text_of(info_, findings_in(fixture_, "bad.yaml", 1)),
            text_of(info_, findings_in(fixture_, "bad.yaml")));
}

TEST_P(RuleTest, StatesAll) {
  for (const std::string_view text :
       {info_.code, info_.slug, info_.summary, info_.why, info_.remedy, info_.source}) {
    EXPECT_FALSE(text.empty());
  }
  for (const std::string_view release : {info_.since, info_.until}) {
    EXPECT_TRUE(release.empty() || releases::catalog().find_release(release) != nullptr) << release;
  }
  EXPECT_FALSE(GetParam()->kinds().empty());
}

TEST_P(RuleTest, StandsInTheFileOfItsSlug) {
  std::string stem(info_.slug);
  std::replace(stem.begin(), stem.end(), '-', '_');
  EXPECT_TRUE(fs::exists("src/validate/rules/" + stem + ".cpp")) << stem;
}

std::vector<const validate::Rule*> every_rule() {
  std::vector<const validate::Rule*> list;
  for (const auto& rule : validate::rules()) {
    list.push_back(rule.get());
  }
  return list;
}

INSTANTIATE_TEST_SUITE_P(Each, RuleTest, ::testing::ValuesIn(every_rule()), [](const auto& test) {
  std::string name(test.param->info().slug);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Rules, CodesAndSlugsAreUnique) {
  std::set<std::string_view> codes, slugs;
  for (const auto& rule : validate::rules()) {
    EXPECT_TRUE(codes.insert(rule->info().code).second) << rule->info().code;
    EXPECT_TRUE(slugs.insert(rule->info().slug).second) << rule->info().slug;
  }
}

TEST(Rules, FixturesBelongToRules) {
  std::set<std::string> slugs;
  for (const auto& rule : validate::rules()) {
    slugs.emplace(rule->info().slug);
  }
  for (const auto& entry : fs::directory_iterator(NSMKIT_SOURCE_DIR "/fixtures/rules")) {
    EXPECT_TRUE(slugs.contains(entry.path().filename().string())) << entry.path();
  }
}

}  // namespace
}  // namespace nsmkit::render
