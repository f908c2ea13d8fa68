// What silences findings: fingerprints that survive edits, baselines that expire, and what cannot be
// silenced.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "cli/app.hpp"
#include "cli/fingerprint.hpp"
#include "cli/today.hpp"
#include "io/memory_file_system.hpp"
#include "render/rule_catalogue.hpp"

namespace nsmkit::cli {
namespace {

std::string split(const std::string& first, const std::string& second) {
  return "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata:\n  name: a\n  namespace: "
         "shop\n"
         "spec:\n  service: a\n  backends:\n" +
         first + second;
}

const std::string kBad = "  - service: a-v1\n    weight: 1\n    typo: 1\n";
const std::string kGood = "  - service: a-v2\n    weight: 1\n";

class Suppression : public testing::Test {
 protected:
  int validate(const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {"validate", "a.yaml", "--fail-on", "warning"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    std::istringstream in;
    out_.str("");
    err_.str("");
    Context context{files_, in, out_, err_};
    context.today = today_;
    return run(arguments, context);
  }

  io::MemoryFileSystem files_;
  std::string today_ = "2025-06-30";
  std::ostringstream out_, err_;
};

TEST_F(Suppression, BaselineSurvivesMovedLinesAndItems) {
  files_.files["a.yaml"] = split(kBad, kGood);
  EXPECT_EQ(validate({}), 1);
  EXPECT_EQ(validate({"--write-baseline", "b.yaml"}), 0);
  EXPECT_EQ(validate({"--baseline", "b.yaml"}), 0);
  files_.files["a.yaml"] = "# moved\n\n" + split(kGood, kBad);
  EXPECT_EQ(validate({"--baseline", "b.yaml"}), 0) << out_.str();
}

TEST_F(Suppression, BaselineCoversNoOtherItemAndNoMoreThanItsCount) {
  files_.files["a.yaml"] = split(kBad, kGood);
  EXPECT_EQ(validate({"--write-baseline", "b.yaml"}), 0);
  files_.files["a.yaml"] = split(kBad, kGood + "    typo: 1\n");
  EXPECT_EQ(validate({"--baseline", "b.yaml"}), 1);
  files_.files["a.yaml"] = split(kBad, kBad);
  EXPECT_EQ(validate({"--baseline", "b.yaml"}), 1);
}

TEST_F(Suppression, BaselineCountsUntilItsDay) {
  files_.files["a.yaml"] = split(kBad, kGood);
  EXPECT_EQ(validate({"--write-baseline", "b.yaml", "--expires", "2025-07-01", "--reason", "later"}), 0);
  today_ = "2025-07-01";
  EXPECT_EQ(validate({"--baseline", "b.yaml"}), 0);
  today_ = "2025-07-02";
  EXPECT_EQ(validate({"--baseline", "b.yaml"}), 1);
  EXPECT_NE(out_.str().find("NSM132"), std::string::npos);
}

TEST_F(Suppression, BaselineIsNotWrittenFromHalfTheInput) {
  files_.files["a.yaml"] = split(kBad, kGood) + "---\na: [\n";
  EXPECT_EQ(validate({"--write-baseline", "b.yaml"}), 3);
  EXPECT_FALSE(files_.files.contains("b.yaml"));
}

TEST_F(Suppression, ReadingFaultsStay) {
  files_.files["a.yaml"] = split(kBad, kGood) + "---\na: [\n";
  for (const auto& entry : render::rule_catalogue()) {
    const std::string slug(entry.info->slug);
    if (!entry.info->code.starts_with("NSM1") && !entry.info->incomplete) {
      continue;
    }
    EXPECT_EQ(validate({"--disable", slug}), 2) << slug;
    files_.files["b.yaml"] = "apiVersion: nsmkit/v1\nkind: Baseline\nfindings:\n- rule: " + slug +
                             "\n  file: a.yaml\n  reason: x\n";
    EXPECT_EQ(validate({"--baseline", "b.yaml"}), 2) << slug;
    EXPECT_EQ(validate({"--severity", slug + "=error"}), 3) << slug;
    const bool info = entry.info->severity == base::Severity::kInfo;
    EXPECT_EQ(validate({"--severity", slug + "=info"}), info ? 3 : 2) << slug;
  }
}

TEST_F(Suppression, DisabledRuleNeedsNoEntry) {
  files_.files["a.yaml"] = split(kBad, kGood);
  files_.files["a.yaml"].replace(files_.files["a.yaml"].find("spec:"), 0,
                                 "  annotations:\n    nsmkit/ignore: 'field-unknown: known'\n");
  EXPECT_EQ(validate({}), 0);
  EXPECT_NE(err_.str().find("1 suppressed"), std::string::npos) << err_.str();
  EXPECT_EQ(validate({"--disable", "field-unknown"}), 0);
  EXPECT_EQ(out_.str().find("NSM131"), std::string::npos) << out_.str();
}

TEST(Fingerprint, NamesItemsByWhatTheyAre) {
  const Json object =
      Json::parse(R"({"spec": {"sources": [{"kind": "ServiceAccount", "name": "a", "namespace": "n"}],
      "methods": ["GET"], "ports": [80], "0": 1}})");
  base::Finding finding =
      base::make_finding(*render::find_rule("schema-type")->info, "x", {"f", {1, 1}, {}, {}});
  finding.resource = base::ResourceRef{"g/v1", "K", "n", "o"};
  const auto path = [&](const char* pointer, const Json* in) {
    finding.pointer = pointer;
    return key_of(finding, in).path;
  };
  EXPECT_EQ(path("/spec/sources/0/kind", &object), "spec.sources[ServiceAccount/n/a].kind");
  EXPECT_EQ(path("/spec/methods/0", &object), "spec.methods[GET]");
  EXPECT_EQ(path("/spec/ports/0", &object), "spec.ports[*]");
  EXPECT_EQ(path("/spec/0", &object), "spec.0");
  EXPECT_EQ(path("/spec/sources/0/kind", nullptr), "spec.sources[*].kind");
  EXPECT_EQ(fingerprint_text(key_of(finding, nullptr), 1), "schema-type|g/K|n/o|spec.sources[*].kind#2");
}

TEST(Today, KnowsTheCalendar) {
  EXPECT_TRUE(is_date("2024-02-29"));
  for (const char* text :
       {"2025-02-29", "2025-1-01", "2025-01-011", "25-01-01", "tomorrow", "", "2025-01-0x"}) {
    EXPECT_FALSE(is_date(text)) << text;
  }
  io::MemoryFileSystem files;
  std::istringstream in;
  std::ostringstream out;
  Context context{files, in, out, out};
  EXPECT_TRUE(is_date(today(context)));
  ::setenv("SOURCE_DATE_EPOCH", "86399", 1);
  EXPECT_EQ(today(context), "1970-01-01");
  ::unsetenv("SOURCE_DATE_EPOCH");
}

TEST(RuleCatalogue, IsSortedAndNamesEachRuleOnce) {
  std::set<std::string_view> slugs;
  std::string_view before;
  for (const auto& entry : render::rule_catalogue()) {
    EXPECT_LT(before, entry.info->code);
    EXPECT_TRUE(slugs.insert(entry.info->slug).second) << entry.info->slug;
    for (const auto text : {entry.info->summary, entry.info->why, entry.info->remedy, entry.info->source}) {
      EXPECT_FALSE(text.empty()) << entry.info->slug;
    }
    before = entry.info->code;
  }
}

}  // namespace
}  // namespace nsmkit::cli
