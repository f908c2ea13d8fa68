// SARIF reports against the schema of the standard (fixtures/schemas/README.md says where it comes from).
#include <gtest/gtest.h>

#include <fstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/json.hpp"
#include "tests/render/sample_report.hpp"

namespace nsmkit::render {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// What the schema has against `log`, one fault a line.
std::string faults(const Json& log) {
  std::ifstream file(NSMKIT_SOURCE_DIR "/fixtures/schemas/sarif-2.1.0-rtm.5.json");
  const Json text = Json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft4).populateSchema(Adapter(text), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  validator.validate(schema, Adapter(log), &results);
  std::string faults;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) {
      faults.append(step);
    }
    faults.append(": ").append(error.description).append("\n");
  }
  return faults;
}

Json sarif(const Report& report) { return Json::parse(rendered("sarif", report)); }

TEST(Sarif, SchemaSeesFaults) {
  EXPECT_NE(faults(Json::parse(R"({"version": "2.1.0", "runs": [{"results": []}]})")), "");
  EXPECT_NE(faults(Json::parse(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}},
      "results": [{"message": {"text": "x"}, "level": "info"}]}]})")),
            "");
}

TEST(Sarif, FollowsTheSchema) {
  EXPECT_EQ(faults(sarif(sample_report("a message"))), "");
  EXPECT_EQ(faults(sarif(sample_report(kHostile))), "");
  EXPECT_EQ(faults(sarif(Report{})), "");
}

TEST(Sarif, HoldsPlacesRulesAndSuppressions) {
  const Json run = sarif(sample_report("see [x](http://y)"))["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  const Json& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0]["id"], "NSM201");
  EXPECT_EQ(rules[0]["name"], "SchemaType");
  EXPECT_EQ(rules[1]["defaultConfiguration"]["level"], "note");
  ASSERT_EQ(run["results"].size(), 3U);
  for (const Json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_EQ(result["message"]["text"], "see [x] (http://y)\nRemedy: a general remedy.");
  }
  const Json& first = run["results"][0];
  const Json& place = first["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "dir/file.yaml");
  EXPECT_EQ(place["region"], Json::parse(R"({"startLine": 3, "startColumn": 5})"));
  EXPECT_EQ(first["partialFingerprints"]["nsmkit/v1"],
            "schema-type|specs.smi.nginx.com/RateLimit|shop/limit|spec.rate");
  EXPECT_FALSE(first.contains("suppressions"));
  EXPECT_EQ(run["results"][1]["suppressions"][0]["kind"], "inSource");
  EXPECT_FALSE(run["results"][2]["locations"][0]["physicalLocation"].contains("region"));
}

TEST(Sarif, WritesPathsAsUris) {
  const auto uri = [](const std::string& path) {
    Report report;
    report.results.push_back(sample_result(kSampleError, "x"));
    report.results.back().finding.location.file = path;
    return sarif(
               report)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        .get<std::string>();
  };
  EXPECT_EQ(uri("a b/c%d.yaml"), "a%20b/c%25d.yaml");
  EXPECT_EQ(uri("c:x#y?z"), "c%3Ax%23y%3Fz");
  EXPECT_EQ(uri("/srv/é"), "file:///srv/%C3%A9");
}

TEST(Sarif, SaysWhenInputWasNotReadWhole) {
  Report report = sample_report("x");
  EXPECT_EQ(sarif(report)["runs"][0]["invocations"][0]["executionSuccessful"], true);
  report.results.push_back(sample_result(kSampleCutOff, "x"));
  EXPECT_EQ(sarif(report)["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

}  // namespace
}  // namespace nsmkit::render
