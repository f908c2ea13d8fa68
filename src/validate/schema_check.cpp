#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 warns of faults in valijson and std::regex that are none.
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wrestrict"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include "validate/schema_check.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <tuple>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "validate/explain.hpp"
#include "validate/field_hint.hpp"
#include "validate/schema_rules.hpp"
#include "validate/schema_walk.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

using valijson::adapters::NlohmannJsonAdapter;

// Keywords the walk decides alone. pattern: valijson uses std::regex, which overflows the stack on
// long strings. Lengths: it counts up to the first NUL. uniqueItems: it compares all pairs. The
// rest mean something else in Kubernetes than in JSON Schema.
constexpr std::array<std::string_view, 7> kOwnKeywords = {
    "pattern", "format", "minLength", "maxLength", "uniqueItems", "multipleOf", "x-kubernetes-list-type"};

bool uses_own_keyword(const Json& schema) {
  if (schema.is_array()) {
    return std::any_of(schema.begin(), schema.end(), uses_own_keyword);
  }
  for (auto it = schema.begin(); schema.is_object() && it != schema.end(); ++it) {
    if (std::find(kOwnKeywords.begin(), kOwnKeywords.end(), it.key()) != kOwnKeywords.end() ||
        uses_own_keyword(*it)) {
      return true;
    }
  }
  return false;
}

Json to_json_schema(const Json& schema);

void add_types(const Json& schema, Json& out) {
  Json types = Json::array();
  if (schema.value("x-kubernetes-int-or-string", false)) {
    types = {"integer", "string"};
  } else if (!schema.value("type", std::string()).empty()) {
    types.push_back(schema["type"]);
  }
  if (!types.empty() && schema.value("nullable", false)) {
    types.push_back("null");
  }
  if (!types.empty()) {
    out["type"] = types.size() == 1 ? types[0] : types;
  }
}

// CRDs write exclusive bounds as JSON Schema draft 4 did: a boolean beside the bound.
void add_bound(const Json& schema, Json& out, const std::string& bound, const std::string& exclusive) {
  if (schema.contains(bound)) {
    out[schema.value(exclusive, false) ? exclusive : bound] = schema[bound];
  }
}

void add_branches(const Json& schema, Json& out) {
  for (const char* key : {"allOf", "anyOf", "oneOf"}) {
    if (!schema.contains(key) || uses_own_keyword(schema[key]) || schema[key].empty()) {
      continue;
    }
    for (const Json& branch : schema[key]) {
      out[key].push_back(to_json_schema(branch));
    }
  }
  if (schema.contains("not") && !uses_own_keyword(schema["not"])) {
    out["not"] = to_json_schema(schema["not"]);
  }
}

// The schema as JSON Schema draft 7, without what the walk decides alone.
Json to_json_schema(const Json& schema) {
  Json out = Json::object();
  add_types(schema, out);
  for (const char* key : {"required", "minItems", "maxItems", "minProperties", "maxProperties"}) {
    if (schema.contains(key) && !(schema[key].is_array() && schema[key].empty())) {
      out[key] = schema[key];
    }
  }
  add_bound(schema, out, "minimum", "exclusiveMinimum");
  add_bound(schema, out, "maximum", "exclusiveMaximum");
  for (const Json& value : schema.value("enum", Json::array())) {
    if (!value.is_null()) {
      out["enum"].push_back(value);
    }
  }
  const Json properties = schema.value("properties", Json::object());
  for (auto it = properties.begin(); it != properties.end(); ++it) {
    out["properties"][it.key()] = to_json_schema(*it);
  }
  for (const char* key : {"items", "additionalProperties"}) {
    if (const auto it = schema.find(key); it != schema.end()) {
      out[key] = it->is_object() ? to_json_schema(*it) : *it;
    }
  }
  add_branches(schema, out);
  return out;
}

// Fields every object has, whose form object_meta checks, and a status that is ignored on create.
Json without_common_fields(Json schema, bool status_subresource) {
  if (!schema.is_object() || !schema.contains("properties")) {
    return schema;
  }
  Json& properties = schema["properties"];
  properties.erase("apiVersion");
  properties.erase("kind");
  if (const auto it = properties.find("metadata"); it != properties.end() && !it->contains("properties")) {
    properties.erase(it);
  }
  if (status_subresource) {
    properties.erase("status");
  }
  return schema;
}

}  // namespace

struct CompiledSchema::Valijson {
  valijson::Schema schema;

  [[nodiscard]] bool accepts(const Json& view) const {
    return valijson::Validator().validate(schema, NlohmannJsonAdapter(view), nullptr);
  }

  [[nodiscard]] std::string complaint(const Json& view) const {
    valijson::ValidationResults results;
    valijson::Validator().validate(schema, NlohmannJsonAdapter(view), &results);
    valijson::ValidationResults::Error error;
    return results.popError(error) ? shortened(error.description) : "no reason given";
  }
};

CompiledSchema::CompiledSchema(const releases::CrdResource& resource)
    : prune_options_{resource.preserve_unknown_fields, resource.status_subresource} {
  const Json schema =
      without_common_fields(resource.schema ? *resource.schema : Json::object(), resource.status_subresource);
  root_ = std::make_unique<const SchemaNode>(read_schema(schema));
  auto compiled = std::make_unique<Valijson>();
  const Json json_schema = to_json_schema(schema);
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(NlohmannJsonAdapter(json_schema), compiled->schema);
  valijson_ = std::move(compiled);
}

CompiledSchema::~CompiledSchema() = default;

bool CompiledSchema::is_pristine(const Json& object) const {
  return validate::is_pristine(object, *root_, prune_options_);
}

std::vector<Drop> CompiledSchema::drops(const Json& object) const {
  return list_drops(object, *root_, prune_options_);
}

bool CompiledSchema::has_field(std::string_view pointer) const { return schema_has(*root_, pointer); }

bool CompiledSchema::own_keywords_hold(const Json& view) const {
  return walk_schema(*root_, view, WalkScope::kOwnKeywords, [](const Fault&) { return false; });
}

bool CompiledSchema::accepts_pristine(const Json& object) const {
  return valijson_->accepts(object) && own_keywords_hold(object);
}

bool CompiledSchema::accepts(const Json& object) const {
  return is_pristine(object) ? accepts_pristine(object)
                             : accepts_pristine(server_view(object, *root_, prune_options_));
}

std::vector<Violation> CompiledSchema::explain(const Json& object, const SourceText& source_text) const {
  const Json view = server_view(object, *root_, prune_options_);
  std::vector<Violation> found;
  std::size_t count = 0;
  walk_schema(*root_, view, WalkScope::kAll, [&](const Fault& fault) {
    if (++count <= kMaxViolations) {
      found.push_back(explain_fault(fault, object, source_text));
    }
    return true;
  });
  if (count > kMaxViolations) {
    found.back() = {&rules::kSchemaOther,
                    base::Severity::kError,
                    "",
                    false,
                    std::to_string(count - kMaxViolations + 1) + " more violations in this object",
                    "Correct the ones listed and run again to see the rest."};
  }
  if (found.empty() && !valijson_->accepts(view)) {
    found.push_back({&rules::kSchemaOther, base::Severity::kError, "", false,
                     "the object does not match the schema of its CRD: " + valijson_->complaint(view),
                     std::string(rules::kSchemaOther.remedy)});
  }
  return found;
}

const CompiledSchema* compiled_schema(const releases::CrdResource& resource) {
  if (!resource.schema) {
    return nullptr;
  }
  // The schema is kept alive beside its compiled form, so its address stays its own.
  struct Entry {
    std::shared_ptr<const Json> schema;
    std::unique_ptr<const CompiledSchema> compiled;
  };
  using Key = std::tuple<const Json*, bool, bool>;
  static std::shared_mutex mutex;
  static std::map<Key, Entry> cache;

  const Key key{resource.schema.get(), resource.status_subresource, resource.preserve_unknown_fields};
  {
    const std::shared_lock lock(mutex);
    if (const auto it = cache.find(key); it != cache.end()) {
      return it->second.compiled.get();
    }
  }
  auto compiled = std::make_unique<const CompiledSchema>(resource);
  const std::unique_lock lock(mutex);
  return cache.try_emplace(key, Entry{resource.schema, std::move(compiled)}).first->second.compiled.get();
}

}  // namespace nsmkit::validate
