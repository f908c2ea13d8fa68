// Helm's verdict on values, and nsmkit's: the chart's own schemas, judged by valijson, against config check.
#pragma GCC diagnostic push
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "meshconfig/values_schema.hpp"
#include "releases/chart_values.hpp"
#include "releases/config_fields.hpp"

#include "tests/meshconfig/check_support.hpp"

namespace nsmkit::meshconfig {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

std::string upstream_folder() {
  const char* shared = std::getenv("NSMKIT_SHARED");
  return (shared != nullptr ? std::string(shared) : NSMKIT_SOURCE_DIR "/../shared") +
         "/upstream/values-schema/";
}

class Judge {
 public:
  explicit Judge(const Json& schema) {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(NlohmannJsonAdapter(schema), schema_);
  }
  [[nodiscard]] bool accepts(const Json& value) const {
    return valijson::Validator().validate(schema_, NlohmannJsonAdapter(value), nullptr);
  }

 private:
  valijson::Schema schema_;
};

// What nsmkit refuses and the schema of the chart lets pass, each for a reason of its own.
bool is_stricter(const base::Finding& finding) {
  static const std::set<std::string_view> kStricter = {
      "NSM716",  // TTLs as integers
      "NSM720",  // a null in place of a user name
      "NSM722",  // the same, beside the chart's own tracing
      "NSM723",  // Datadog without an address in releases whose schema did not ask for it
      "NSM730",  // the image tag of another release
  };
  return kStricter.contains(finding.rule->code) ||
         (finding.rule->code == "NSM724" && finding.path == "telemetry.exporters") ||
         (finding.rule->code == "NSM715" && finding.path == "telemetry.exporters.otlp.port");
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {
    for (const auto& field : releases::config_fields()) {
      paths_.push_back(field.path);
    }
    for (const char* path : {"unknown", "telemetry.other", "tracing.other", "mtls.upstreamAuthority.other",
                             "registry.other", "autoInjection.other"}) {
      paths_.emplace_back(path);
    }
  }

  Json values() {
    Json values = Json::object();
    for (unsigned count = 1 + below(4); count > 0; --count) {
      set(values, paths_[below(paths_.size())]);
    }
    return values;
  }

 private:
  unsigned below(std::size_t bound) { return static_cast<unsigned>(random_() % bound); }

  template <typename List>
  const auto& any(const List& list) {
    return list[below(list.size())];
  }

  // Complete objects, now and then, so that alternatives are reached at all.
  Json filled(const std::string& path) {
    static const std::vector<std::pair<std::string, const char*>> kFilled = {
        {"telemetry", R"({"samplerRatio": 0.5, "exporters": {"otlp": {"host": "a", "port": 4317}}})"},
        {"telemetry.exporters", R"({"otlp": {"host": "a", "port": 4317}})"},
        {"telemetry.exporters.otlp", R"({"host": "a", "port": 4317})"},
        {"tracing", R"({"address": "a.b:1", "backend": "datadog", "sampleRate": 1, "disable": false})"},
        {"mtls.upstreamAuthority", R"({"disk": {"cert": "a", "key": "b"}})"},
        {"mtls.upstreamAuthority.disk", R"({"cert": "a", "key": "b"})"},
        {"mtls.upstreamAuthority.awsPCA", R"({"region": "a", "certificateAuthorityArn": "b"})"},
        {"mtls.upstreamAuthority.awsSecret", R"({"region": "a", "certFileArn": "b", "keyFileArn": "c"})"},
        {"mtls.upstreamAuthority.vault",
         R"({"vaultAddr": "a", "namespace": "b", "caCert": "c", "tokenAuth": {"token": "d"}})"},
        {"mtls.upstreamAuthority.vault.certAuth", R"({"clientCert": "a", "clientKey": "b"})"},
        {"mtls.upstreamAuthority.certManager", R"({"namespace": "a", "issuerName": "b"})"},
    };
    for (const auto& [name, text] : kFilled) {
      if (name == path) return Json::parse(text);
    }
    return value();
  }

  Json value() {
    static const std::vector<Json> kValues = {nullptr,
                                              true,
                                              false,
                                              0,
                                              1,
                                              0.5,
                                              -1,
                                              65536,
                                              4317.5,
                                              "",
                                              "a",
                                              "off",
                                              "on",
                                              "strict",
                                              "allow",
                                              "json",
                                              "default",
                                              "random two",
                                              "least_time",
                                              "Always",
                                              "Never",
                                              "kubernetes",
                                              "ec-p256",
                                              "disk",
                                              "memory",
                                              "info",
                                              "datadog",
                                              "jaeger",
                                              "zipkin",
                                              "24h",
                                              "23h",
                                              "999999h",
                                              "1000000h",
                                              "90m",
                                              "1h30m",
                                              "25hxyz",
                                              "x25h",
                                              "0030h",
                                              "hello",
                                              "1m",
                                              "10K",
                                              "0",
                                              "1.5m",
                                              "m",
                                              Json::array(),
                                              Json::array({"shop"}),
                                              Json::array({1}),
                                              Json::object(),
                                              Json::object({{"a", 1}})};
    return any(kValues);
  }

  void set(Json& values, const std::string& path) {
    Json* at = &values;
    std::string_view rest = path;
    for (auto dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
      if (!at->is_object()) *at = Json::object();
      at = &(*at)[std::string(rest.substr(0, dot))];
      rest.remove_prefix(dot + 1);
    }
    if (!at->is_object()) *at = Json::object();
    (*at)[std::string(rest)] = below(2) == 0 ? filled(path) : fitting(path);
  }

  // A value of the right kind, so that few faults come together.
  Json fitting(const std::string& path) {
    const auto* field = releases::config_field(path);
    static const std::vector<Json> kTexts = {"", "a", "off", "24h", "10m", "jaeger", "datadog"};
    static const std::vector<Json> kNumbers = {0, 1, 0.5, 4317, 2};
    static const std::vector<Json> kLists = {Json::array(), Json::array({"shop"})};
    if (field == nullptr) return value();
    return field->type == "string"    ? any(kTexts)
           : field->type == "boolean" ? Json(below(2) == 0)
           : field->type == "number"  ? any(kNumbers)
           : field->type == "array"   ? any(kLists)
                                      : filled(path);
  }

  std::mt19937 random_;
  std::vector<std::string> paths_;
};

std::vector<base::Finding> errors_of(const Json& values, const releases::Release& to) {
  Carrier carrier;
  carrier.settings = values;
  CheckFacts facts;
  facts.to = &to;
  auto findings = check(carrier, facts);
  std::erase_if(findings, [](const auto& each) { return each.severity != base::Severity::kError; });
  return findings;
}

struct Counts {
  int accepted = 0;
  int refused = 0;
};

void compare(const Json& values, const releases::Release& to, const Judge& judge, Counts& counts) {
  const Json joined = releases::with_chart_values(to, values);
  const bool accepted = judge.accepts(joined);
  (accepted ? counts.accepted : counts.refused)++;
  const Json& schema = *releases::values_schema(to);
  ASSERT_EQ(accepts(schema, schema, joined), accepted) << to.version << " " << values.dump();
  const auto errors = errors_of(values, to);
  if (!accepted) {
    ASSERT_FALSE(errors.empty()) << to.version << " " << values.dump();
    return;
  }
  for (const auto& error : errors) {
    ASSERT_TRUE(is_stricter(error)) << to.version << " " << values.dump() << "\n"
                                    << error.rule->code << " " << error.message;
  }
}

TEST(CheckVerdict, AgreesWithTheSchemasOfTheCharts) {
  if (!std::filesystem::exists(upstream_folder())) {
    GTEST_SKIP() << "no schemas of charts at " << upstream_folder();
  }
  constexpr int kTries = 400;
  for (const auto& release : releases::catalog().releases()) {
    if (releases::values_schema(release) == nullptr) continue;
    std::ifstream in(upstream_folder() + release.version + ".json");
    ASSERT_TRUE(in) << release.version;
    const Judge judge(Json::parse(in));
    ASSERT_TRUE(judge.accepts(releases::chart_values(release))) << release.version;
    EXPECT_TRUE(errors_of(Json::object(), release).empty()) << release.version;
    Mutator mutator(20);
    Counts counts;
    for (int i = 0; i < kTries; ++i) {
      compare(mutator.values(), release, judge, counts);
      if (HasFatalFailure()) break;
    }
    EXPECT_GT(counts.accepted, kTries / 20) << release.version;
    EXPECT_GT(counts.refused, kTries / 20) << release.version;
  }
}

void collect_patterns(const Json& schema, std::set<std::string>& patterns) {
  for (const auto& [name, value] : schema.items()) {
    if (name == "pattern" && value.is_string()) {
      patterns.insert(value.get<std::string>());
    } else if (value.is_structured()) {
      collect_patterns(value, patterns);
    }
  }
}

TEST(CheckVerdict, KnowsEveryPatternOfTheSchemas) {
  std::set<std::string> patterns;
  for (const auto& release : releases::catalog().releases()) {
    if (const Json* schema = releases::values_schema(release)) {
      collect_patterns(*schema, patterns);
    }
  }
  EXPECT_EQ(patterns.size(), 4U);
  for (const std::string& pattern : patterns) {
    EXPECT_TRUE(knows_pattern(pattern)) << pattern;
  }
}

}  // namespace
}  // namespace nsmkit::meshconfig
