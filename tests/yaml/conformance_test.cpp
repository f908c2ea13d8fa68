// What the reader of kubectl and Helm (sigs.k8s.io/yaml) makes of each text, case by case.
#include <gtest/gtest.h>

#include <fstream>

#include "base/json_text.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::yaml {
namespace {

struct Outcome {
  bool ok = true;
  std::string json = "null";
  bool duplicate_keys = false;
};

Outcome read_first(const std::string& text) {
  base::TextSource source(text);
  Reader reader(source, Limits());
  const auto element = reader.next();
  Outcome outcome;
  if (!element) {
    return outcome;
  }
  outcome.ok = element->type != ElementType::kBroken;
  outcome.json = outcome.ok ? base::json_text(element->value) : element->problem->message;
  for (const Problem& note : element->notes) {
    outcome.duplicate_keys = outcome.duplicate_keys || note.type == ProblemType::kDuplicateKey;
  }
  return outcome;
}

TEST(YamlConformance, SameVerdictAndSameJsonAsKubernetes) {
  std::ifstream corpus(NSMKIT_SOURCE_DIR "/fixtures/conformance/yaml-to-json.jsonl");
  int cases = 0;
  for (std::string line; std::getline(corpus, line); ++cases) {
    const Json expected = Json::parse(line);
    SCOPED_TRACE(expected["id"].get<std::string>());
    const Outcome outcome = read_first(expected["yaml"].get<std::string>());
    EXPECT_EQ(outcome.ok, expected["ok"].get<bool>()) << outcome.json;
    if (outcome.ok && expected["ok"].get<bool>()) {
      EXPECT_EQ(outcome.json, expected["json"].get<std::string>());
      EXPECT_EQ(outcome.duplicate_keys, expected.value("duplicateKeys", false));
    }
  }
  EXPECT_EQ(cases, 258);
}

}  // namespace
}  // namespace nsmkit::yaml
