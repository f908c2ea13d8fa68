// fixtures/meshconfig/check/CASE: input.yaml, case.json (how to check it) and expected.txt (all that is
// found).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "meshconfig/check_rules.hpp"
#include "tests/meshconfig/check_support.hpp"

namespace nsmkit::meshconfig {
namespace {

namespace fs = std::filesystem;

struct Form {
  CarrierKind kind;
  Layout layout;
};

const std::map<std::string, Form> kForms = {
    {"values", {CarrierKind::kHelmValues, Layout::kValues}},
    {"command", {CarrierKind::kDeployCommand, Layout::kValues}},
    {"release", {CarrierKind::kHelmRelease, Layout::kValues}},
    {"mesh-config", {CarrierKind::kMeshctlConfig, Layout::kMeshConfigV1}},
    {"static-config", {CarrierKind::kMeshctlConfig, Layout::kMeshConfigV2}},
    {"resource", {CarrierKind::kMeshConfig, Layout::kResource}},
    {"workload", {CarrierKind::kWorkload, Layout::kObject}},
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> cases() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(NSMKIT_SOURCE_DIR "/fixtures/meshconfig/check")) {
    found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<base::Finding> run(const fs::path& folder) {
  const Json options = Json::parse(read(folder / "case.json"));
  const Form form = kForms.at(options.at("layout"));
  CheckFacts facts = facts_to(options.at("to").get<std::string>().c_str());
  facts.from = options.contains("from") ? release(options.at("from").get<std::string>().c_str()) : nullptr;
  facts.circuit_breakers = options.value("circuitBreakers", false);
  if (options.contains("mtlsMode")) {
    facts.mtls_mode = options.at("mtlsMode").get<std::string>();
  }
  return check(carrier_of(read(folder / "input.yaml"), form.kind, form.layout), facts);
}

std::string text_of(const std::vector<base::Finding>& findings) {
  std::string text;
  const auto lines = lines_of(findings);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += lines[i] + "\n    " + findings[i].remedy + "\n";
  }
  return text;
}

TEST(CheckGolden, FindsWhatIsExpected) {
  for (const fs::path& folder : cases()) {
    const std::string found = text_of(run(folder));
    if (std::getenv("UPDATE_GOLDENS") != nullptr) {
      std::ofstream(folder / "expected.txt", std::ios::binary) << found;
    }
    EXPECT_EQ(found, read(folder / "expected.txt")) << folder.filename();
    EXPECT_EQ(found.find("hunter"), std::string::npos) << "a secret of " << folder.filename();
  }
}

TEST(CheckGolden, ShowsEveryRule) {
  std::set<std::string_view> shown;
  for (const fs::path& folder : cases()) {
    for (const auto& finding : run(folder)) {
      shown.insert(finding.rule->code);
    }
  }
  for (const base::RuleInfo* rule : check_rule_infos()) {
    EXPECT_TRUE(shown.contains(rule->code)) << rule->code << " " << rule->slug;
  }
}

}  // namespace
}  // namespace nsmkit::meshconfig
