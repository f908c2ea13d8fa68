#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "releases/config_fields.hpp"
#include "tests/releases/shared.hpp"

namespace nsmkit::releases {
namespace {

using Pointer = Json::json_pointer;

const Release& release(std::string_view version) { return *catalog().find_release(version); }

TEST(ValuesSchema, IsSharedByReleasesThatDidNotChangeIt) {
  EXPECT_EQ(values_schema(release("1.1.0")), values_schema(release("1.2.1")));
  EXPECT_EQ(values_schema(release("1.6.0")), values_schema(release("1.7.0")));
  EXPECT_NE(values_schema(release("1.7.0")), values_schema(release("2.0.0")));
  EXPECT_EQ(values_schema(release("1.0.0")), nullptr);
}

/// All settings that a schema describes, those of the definitions it refers to included.
class Described {
 public:
  explicit Described(const Json& schema) : root_(schema) { walk(schema, ""); }

  std::map<std::string, const Json*> fields;

 private:
  void walk(const Json& schema, const std::string& path) {
    if (const auto ref = schema.find("$ref"); ref != schema.end()) {
      walk(root_.at(Pointer(ref->get<std::string>().substr(1))), path);
      return;
    }
    if (!path.empty() && schema.contains("type") && schema.contains("title")) fields.emplace(path, &schema);
    for (const Json& each : schema.value("oneOf", Json::array())) {
      if (each.contains("$ref")) walk(each, path);
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, unused] : properties.items()) {
      walk(schema.at("properties").at(name), path.empty() ? name : path + "." + name);
    }
  }

  const Json& root_;
};

TEST(ValuesSchema, DescribesTheSettingsOfTheTableAndNoOthers) {
  for (const Release& each : catalog().releases()) {
    const Json* schema = values_schema(each);
    if (schema == nullptr) continue;
    const Described described(*schema);
    std::set<std::string> wanted, found;
    for (const ConfigField* field : fields_of(each)) {
      if (field->in_schema) wanted.insert(field->path);
    }
    for (const auto& [path, part] : described.fields) {
      found.insert(path);
      const ConfigField& field = *config_field(path);
      EXPECT_EQ(part->at("type"), field.type) << each.version << " " << path;
      const auto values = part->value("enum", std::set<std::string>());
      EXPECT_EQ(values, std::set<std::string>(field.enum_values.begin(), field.enum_values.end()))
          << each.version << " " << path;
      if (const auto fallback = part->find("default"); fallback != part->end()) {
        const Json chart = chart_default(each, field);
        EXPECT_EQ(*fallback, chart.is_null() ? field.default_value : chart) << each.version << " " << path;
      }
    }
    EXPECT_EQ(found, wanted) << each.version;
  }
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

void collect(const Json& schema, const char* key, std::set<std::string>& into) {
  if (const auto found = schema.find(key);
      schema.is_object() && found != schema.end() && found->is_string()) {
    into.insert(lower(found->get<std::string>()));
  }
  for (const Json& child : schema) {
    if (child.is_structured()) collect(child, key, into);
  }
}

TEST(ValuesSchema, IsInItsOwnWords) {
  std::set<std::string> theirs, ours;
  for (const Release& each : catalog().releases()) {
    const Json* own = values_schema(each);
    const auto upstream = shared_json("upstream/values-schema/" + each.version + ".json");
    if (own == nullptr) continue;
    if (!upstream) GTEST_SKIP() << "the schemas of the charts are not there";
    collect(*upstream, "description", theirs);
    collect(*own, "title", ours);
  }
  for (const std::string& text : ours) EXPECT_FALSE(theirs.contains(text)) << text;
}

}  // namespace
}  // namespace nsmkit::releases
