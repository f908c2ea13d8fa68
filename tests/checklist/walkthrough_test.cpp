// The documented ways: every command of the documentation, in its order.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/checklist/support.hpp"

namespace nsmkit::checklist {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    // "(cd x && helm install .)" is one command after the other.
    while (word.starts_with('(')) word.erase(0, 1);
    words.push_back(word);
  }
  return words;
}

// Whether a command has all words of the documented one, in order.
bool covers(const std::string& command, const std::string& documented) {
  const auto words = words_of(command);
  auto at = words.begin();
  for (const std::string& word : words_of(documented)) {
    at = std::find(at, words.end(), word);
    if (at == words.end()) {
      return false;
    }
    ++at;
  }
  return true;
}

class Walkthrough : public testing::TestWithParam<Json> {};

TEST_P(Walkthrough, HasEveryDocumentedCommandInOrder) {
  const Json& given = GetParam();
  Request asked = request(given.at("from"), given.at("to"),
                          given.at("installer") == "helm" ? Installer::kHelm : Installer::kMeshctl,
                          *releases::platform_named(given.at("platform").get<std::string>()));
  const bool manual = given.at("method") == "manual";
  asked.choice = manual ? Choice::kManual : Choice::kInPlace;
  asked.air_gapped = given.value("airGapped", false);
  asked.registry_server = asked.air_gapped ? "registry.example.com/nsm" : "";
  const Checklist checklist = make_checklist(asked, {});
  ASSERT_EQ(checklist.plans.size(), 1U);
  const Plan& plan = checklist.plans.front();
  ASSERT_EQ(plan.method, manual ? Method::kManual : Method::kInPlace);
  const auto commands = commands_of(plan);
  auto at = commands.begin();
  for (const Json& documented : given.at("commands")) {
    const std::string text = documented;
    at = std::find_if(at, commands.end(), [&text](const std::string& each) { return covers(each, text); });
    ASSERT_NE(at, commands.end()) << "missing, or out of order: " << text;
    ++at;
  }
}

std::vector<Json> walkthroughs() { return read_fixture("walkthroughs.json").at("walkthroughs"); }

INSTANTIATE_TEST_SUITE_P(Documented, Walkthrough, testing::ValuesIn(walkthroughs()), [](const auto& test) {
  std::string name = test.param.at("name");
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(WalkthroughCheck, SeesAMissingWord) {
  EXPECT_TRUE(covers("helm install nsm chart --wait --version 1", "helm install nsm --wait"));
  EXPECT_FALSE(covers("helm install nsm chart", "helm install nsm --wait"));
  EXPECT_FALSE(covers("helm nsm install", "helm install nsm"));
}

}  // namespace
}  // namespace nsmkit::checklist
