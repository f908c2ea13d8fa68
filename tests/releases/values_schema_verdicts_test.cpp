#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 warns of faults in valijson and std::regex that are none.
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wrestrict"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "releases/chart_values.hpp"
#include "releases/config_fields.hpp"
#include "tests/releases/shared.hpp"

namespace nsmkit::releases {
namespace {

using Pointer = Json::json_pointer;

/// Judges values as Helm does: by a schema of draft 7.
class Judge {
 public:
  explicit Judge(const Json& schema) {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), schema_);
  }

  [[nodiscard]] bool accepts(const Json& values) const {
    return valijson::Validator().validate(schema_, valijson::adapters::NlohmannJsonAdapter(values), nullptr);
  }

 private:
  valijson::Schema schema_;
};

/// The schema and that of the chart, which have to agree on everything.
class Pair {
 public:
  Pair(std::string version, const Json& own, const Json& upstream)
      : version_(std::move(version)), own_(own), upstream_(upstream) {}

  void compare(const Json& values) {
    const bool wanted = upstream_.accepts(values);
    (wanted ? accepted : refused)++;
    if (own_.accepts(values) != wanted && ++wrong <= 5) {
      ADD_FAILURE() << version_ << ": the chart " << (wanted ? "accepts " : "refuses ") << values;
    }
  }

  int accepted = 0;
  int refused = 0;
  int wrong = 0;

 private:
  std::string version_;
  Judge own_;
  Judge upstream_;
};

// valijson compiles a pattern anew for each value, which takes most of the time.
Json without_patterns(Json schema) {
  if (schema.is_object() && schema.contains("type")) schema.erase("pattern");
  for (Json& part : schema) {
    if (part.is_structured()) part = without_patterns(std::move(part));
  }
  return schema;
}

enum class Patterns { kJudged, kLeftOut };

Json without_defaults(Json schema) {
  if (schema.is_object()) schema.erase("default");
  for (Json& part : schema) {
    if (part.is_structured()) part = without_defaults(std::move(part));
  }
  return schema;
}

/// Gives one release for each pair of schemas; false when those of the charts are absent.
template <typename Do>
bool for_each_pair(Patterns patterns, Do act) {
  std::set<std::pair<const Json*, Json>> done;
  for (const Release& each : catalog().releases()) {
    const Json* own = values_schema(each);
    if (own == nullptr) continue;
    const auto upstream = shared_json("upstream/values-schema/" + each.version + ".json");
    if (!upstream) return false;
    if (!done.emplace(own, without_defaults(*upstream)).second) continue;
    const bool judged = patterns == Patterns::kJudged;
    Pair pair(each.version, judged ? *own : without_patterns(*own),
              judged ? *upstream : without_patterns(*upstream));
    act(pair, each);
  }
  return true;
}

// Null stands for "absent".
void set(Json& values, const std::string& path, const Json& value) {
  const Pointer pointer(pointer_of(path));
  if (value.is_null()) {
    if (values.contains(pointer)) values[pointer.parent_pointer()].erase(pointer.back());
  } else {
    values[pointer] = value;
  }
}

/// One path and all values to try there, null for "absent".
struct Axis {
  std::string path;
  std::vector<Json> values;
};

template <typename Do>
void try_all(const Json& base, const std::vector<Axis>& axes, std::size_t at, Do act) {
  if (at == axes.size()) {
    act(base);
    return;
  }
  for (const Json& value : axes[at].values) {
    Json changed = base;
    set(changed, axes[at].path, value);
    try_all(changed, axes, at + 1, act);
  }
}

const Json kAuthorities = Json::parse(R"({
  "disk": {"cert": "c", "key": "k"},
  "awsPCA": {"region": "r", "certificateAuthorityArn": "a", "awsAccessKeyID": "i", "awsSecretAccessKey": "s"},
  "awsSecret": {"region": "r", "certFileArn": "c", "keyFileArn": "k"},
  "vault": {"vaultAddr": "v", "namespace": "n", "caCert": "c", "tokenAuth": {"token": "t"}},
  "certManager": {"namespace": "n", "issuerName": "i"}})");
const Json kCertAuth = Json::parse(R"({"clientCert": "c", "clientKey": "k"})");
const Json kRoleAuth = Json::parse(R"({"approleID": "i", "approleSecretID": "s"})");
const Json kTokenAuth = Json::parse(R"({"token": "t"})");
const Json kTelemetry =
    Json::parse(R"({"samplerRatio": 0.5, "exporters": {"otlp": {"host": "h", "port": 4317}}})");
const Json kTracing =
    Json::parse(R"({"disable": false, "address": "a:1", "backend": "jaeger", "sampleRate": 0.5})");

std::vector<std::vector<Axis>> groups_that_depend_on_each_other() {
  const Json none;
  const std::vector<Json> text = {none, "", "x", 1, false};
  const std::vector<Json> names = {none, Json::array(), {"a"}, Json::array({1}), "a"};
  const std::vector<Json> boolean = {none, true, false};
  std::vector<std::vector<Axis>> groups;
  groups.push_back({{"registry.key", text}, {"registry.username", text}, {"registry.password", text}});
  groups.push_back({{"autoInjection.disable", boolean},
                    {"autoInjection.disabledNamespaces", names},
                    {"autoInjection.enabledNamespaces", names}});
  groups.push_back({{"disableAutoInjection", boolean},
                    {"enabledNamespaces", {none, Json::array(), {"a"}}},
                    {"autoInjection.disable", boolean},
                    {"autoInjection.disabledNamespaces", {none, Json::array(), {"a"}}}});
  groups.push_back({{"telemetry", {none, Json::object(), kTelemetry, {{"samplerRatio", 0.1}}, {{"x", 1}}, 1}},
                    {"tracing", {none, Json::object(), kTracing, {{"address", "a"}}, {{"x", 1}}, "x"}}});
  groups.push_back({{"telemetry", {none, Json::object()}},
                    {"tracing", {Json::object()}},
                    {"tracing.disable", {none, false, "no"}},
                    {"tracing.address", {none, "", "a:1", 1}},
                    {"tracing.backend", {none, "datadog", "jaeger", "zipkin", "other", 1}},
                    {"tracing.sampleRate", {none, 0, 1, 0.5, -0.1, 1.1, "1"}}});
  groups.push_back(
      {{"tracing", {none, Json::object()}},
       {"telemetry", {Json::object()}},
       {"telemetry.samplerRatio", {none, 0, 1.0, -1, 2, "0.5"}},
       {"telemetry.exporters", {none, Json::object(), {{"otlp", Json::object()}}, {{"zipkin", 1}}}}});
  groups.push_back({{"tracing", {none, Json::object()}},
                    {"telemetry", {kTelemetry}},
                    {"telemetry.exporters.otlp.host", {none, "", "h", 1}},
                    {"telemetry.exporters.otlp.port", {none, -1, 0, 4317, 4317.5, 65535, 65536, "4317"}}});
  std::vector<Axis> authorities = {{"mtls.upstreamAuthority", {Json::object(), {{"other", 1}}}}};
  for (const auto& [name, value] : kAuthorities.items()) {
    authorities.push_back({"mtls.upstreamAuthority." + name, {none, value}});
  }
  groups.push_back(authorities);
  groups.push_back({{"mtls.upstreamAuthority", {{{"vault", kAuthorities.at("vault")}}}},
                    {"mtls.upstreamAuthority.vault.certAuth", {none, kCertAuth, Json::object()}},
                    {"mtls.upstreamAuthority.vault.tokenAuth", {none, kTokenAuth, Json::object()}},
                    {"mtls.upstreamAuthority.vault.approleAuth", {none, kRoleAuth, Json::object()}}});
  return groups;
}

TEST(ValuesSchemaVerdicts, AgreesWithTheChartOnSettingsThatDependOnEachOther) {
  const bool there = for_each_pair(Patterns::kLeftOut, [](Pair& pair, const Release& at) {
    for (const auto& group : groups_that_depend_on_each_other()) {
      try_all(chart_values(at), group, 0, [&pair](const Json& values) { pair.compare(values); });
    }
    EXPECT_EQ(pair.wrong, 0) << at.version;
    EXPECT_GT(pair.accepted, 100) << at.version;
    EXPECT_GT(pair.refused, 100) << at.version;
  });
  if (!there) GTEST_SKIP() << "the schemas of the charts are not there";
}

// What a field may be tried with: right and wrong types, both sides of every bound.
std::vector<Json> values_to_try(const ConfigField& field) {
  std::vector<Json> values = {nullptr,
                              true,
                              false,
                              0,
                              1,
                              -1,
                              0.5,
                              1.5,
                              1e300,
                              "",
                              "x",
                              "on",
                              Json::array(),
                              {"a"},
                              Json::array({1}),
                              Json::object(),
                              {{"x", 1}}};
  for (const std::string& value : field.enum_values) {
    values.emplace_back(value);
    values.emplace_back(value + " ");
  }
  return values;
}

TEST(ValuesSchemaVerdicts, AgreesWithTheChartOnTimesAndSizes) {
  const std::vector<const char*> times = {
      "",     "h",  "m",  "24h", "23h",     "9h",       "25hxyz",   "x25h", "124hours", "0030h", "720h",
      "720m", "1h", "1m", "0h",  "999999h", "1000000h", "1300000h", "199h", "+1h",      "1h ",   "30"};
  const std::vector<const char*> sizes = {"",   "0",   "10", "1k", "1K",  "1m",
                                          "2G", "1kk", "k",  "-1", "1 m", "1m\n"};
  const bool there = for_each_pair(Patterns::kJudged, [&](Pair& pair, const Release& at) {
    const std::vector<std::pair<const char*, std::vector<const char*>>> cases = {
        {"/mtls/caTTL", times}, {"/mtls/svidTTL", times}, {"/clientMaxBodySize", sizes}};
    for (const auto& [pointer, texts] : cases) {
      for (const char* text : texts) {
        Json values = chart_values(at);
        values[Pointer(pointer)] = text;
        pair.compare(values);
      }
    }
    EXPECT_EQ(pair.wrong, 0) << at.version;
    EXPECT_GT(pair.accepted, 10) << at.version;
    EXPECT_GT(pair.refused, 3) << at.version;
  });
  if (!there) GTEST_SKIP() << "the schemas of the charts are not there";
}

// Values that have every part: what is absent cannot be tried.
std::vector<Json> full_values(const Release& at) {
  std::vector<Json> all = {chart_values(at)};
  for (const auto& [name, value] : kAuthorities.items()) {
    Json values = chart_values(at);
    values["mtls"]["upstreamAuthority"] = {{name, value}};
    if (name == "awsPCA" && reads(at, *config_field("telemetry"))) {
      values["telemetry"] = kTelemetry;
      values.erase("tracing");
    }
    if (name == "disk" && reads(at, *config_field("tracing"))) {
      values["tracing"] = kTracing;
      values.erase("telemetry");
    }
    all.push_back(std::move(values));
  }
  return all;
}

TEST(ValuesSchemaVerdicts, AgreesWithTheChartOnEverySettingByItself) {
  const bool there = for_each_pair(Patterns::kLeftOut, [](Pair& pair, const Release& at) {
    const Json plain = chart_values(at);
    for (const Json& base : full_values(at)) {
      pair.compare(base);
      for (const ConfigField& field : config_fields()) {
        const Pointer pointer(pointer_of(field.path));
        // What all of them have is tried once.
        if (base != plain && plain.contains(pointer) && base.contains(pointer) &&
            plain[pointer] == base[pointer]) {
          continue;
        }
        if (base.contains(pointer)) {
          Json without = base;
          set(without, field.path, nullptr);
          pair.compare(without);
        }
        if (!base.contains(pointer.parent_pointer()) || !base[pointer.parent_pointer()].is_object()) continue;
        for (const Json& value : values_to_try(field)) {
          Json changed = base;
          changed[pointer] = value;
          pair.compare(changed);
        }
      }
    }
    EXPECT_EQ(pair.wrong, 0) << at.version;
    EXPECT_GT(pair.accepted, 300) << at.version;
    EXPECT_GT(pair.refused, 500) << at.version;
  });
  if (!there) GTEST_SKIP() << "the schemas of the charts are not there";
}

TEST(ValuesSchemaVerdicts, AgreesWithTheChartOnRandomValues) {
  constexpr unsigned kSeed = 20221101;
  constexpr int kRounds = 600;
  const bool there = for_each_pair(Patterns::kLeftOut, [](Pair& pair, const Release& at) {
    std::mt19937 random(kSeed);
    const auto pick = [&random](std::size_t count) { return random() % count; };
    const auto groups = groups_that_depend_on_each_other();
    const auto bases = full_values(at);
    for (int round = 0; round < kRounds; ++round) {
      Json values = bases[pick(bases.size())];
      for (std::size_t changes = 1 + pick(4); changes > 0; --changes) {
        const auto& group = groups[pick(groups.size())];
        const ConfigField& field = config_fields()[pick(config_fields().size())];
        const Axis axis = pick(3) == 0 ? Axis{field.path, values_to_try(field)} : group[pick(group.size())];
        try {
          set(values, axis.path, axis.values[pick(axis.values.size())]);
        } catch (const Json::exception&) {
          continue;  // a part above it is no object any more
        }
      }
      pair.compare(values);
    }
    for (const Json& odd : {Json(), Json(1), Json("x"), Json::array(), Json::object()}) pair.compare(odd);
    EXPECT_EQ(pair.wrong, 0) << at.version;
    EXPECT_GT(pair.accepted, 20) << at.version;
  });
  if (!there) GTEST_SKIP() << "the schemas of the charts are not there";
}

TEST(ValuesSchemaVerdicts, TakesTheValuesOfTheChartItself) {
  std::map<const Json*, std::unique_ptr<Judge>> judges;
  for (const Release& each : catalog().releases()) {
    const Json* schema = values_schema(each);
    if (schema == nullptr) continue;
    auto& judge = judges[schema];
    if (!judge) judge = std::make_unique<Judge>(*schema);
    EXPECT_TRUE(judge->accepts(chart_values(each))) << each.version;
  }
  EXPECT_EQ(judges.size(), 6U);
}

}  // namespace
}  // namespace nsmkit::releases
