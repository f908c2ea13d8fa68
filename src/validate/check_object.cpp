#include "validate/check_object.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "releases/catalog.hpp"
#include "validate/api_version.hpp"
#include "validate/object_meta.hpp"
#include "validate/schema_check.hpp"

namespace nsmkit::validate {

namespace {

using releases::CrdResource;
using releases::CrdSet;

void append(std::vector<Violation>& all, std::vector<Violation> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool has_field(const CrdResource& resource, std::string_view pointer) {
  const CompiledSchema* schema = compiled_schema(resource);
  return schema != nullptr && schema->has_field(pointer);
}

// RateLimit v1alpha1 drops spec.rules, which v1alpha2 of the same release keeps.
std::string field_in_other_version(const CrdSet& set, const CrdResource& resource, std::string_view pointer) {
  for (const CrdResource* other : set.by_kind(resource.kind)) {
    if (other != &resource && other->group == resource.group && has_field(*other, pointer)) {
      return "Write apiVersion: " + other->api_version() + ", which has this field.";
    }
  }
  return "";
}

std::string field_in_other_release(const CrdResource& resource, std::string_view pointer) {
  for (const CrdSet& set : releases::catalog().crd_sets()) {
    const CrdResource* other = set.find(resource.group, resource.version, resource.kind);
    if (other != nullptr && other->schema != resource.schema && has_field(*other, pointer)) {
      const auto& releases = releases::catalog().releases();
      const auto first =
          std::find_if(releases.begin(), releases.end(),
                       [&](const releases::Release& release) { return release.crd_set == set.name(); });
      return "Release " + (first == releases.end() ? set.name() : first->version) +
             " has this field; this release does not, so do without it or remove it.";
    }
  }
  return "";
}

std::vector<Drop> all_drops(const Json& object, const CrdResource& resource, const CompiledSchema* schema) {
  std::vector<Drop> drops = list_metadata_drops(object, resource.scope);
  if (schema != nullptr) {
    std::vector<Drop> more = schema->drops(object);
    drops.insert(drops.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return drops;
}

bool is_at_or_below(std::string_view pointer, std::string_view ancestor) {
  return pointer.starts_with(ancestor) &&
         (pointer.size() == ancestor.size() || pointer[ancestor.size()] == '/');
}

// A value refused as a whole needs no word on its parts.
void remove_drops_within(const std::vector<Violation>& refusals, std::vector<Drop>& drops) {
  std::erase_if(drops, [&](const Drop& drop) {
    return std::any_of(refusals.begin(), refusals.end(), [&](const Violation& refusal) {
      return !refusal.pointer.empty() && is_at_or_below(drop.pointer, refusal.pointer);
    });
  });
}

void explain_all(const Json& object, const CrdSet& set, const CrdResource& resource,
                 const SourceText& source_text, std::vector<Violation>& found) {
  found = check_metadata_types(object, source_text);
  if (!found.empty()) {
    return;
  }
  const CompiledSchema* schema = compiled_schema(resource);
  found = check_metadata_values(object, resource.scope);
  if (schema != nullptr && !schema->accepts(object)) {
    append(found, schema->explain(object, source_text));
  }
  const auto elsewhere = [&](std::string_view pointer) {
    std::string words = field_in_other_version(set, resource, pointer);
    return words.empty() ? field_in_other_release(resource, pointer) : words;
  };
  std::vector<Drop> drops = all_drops(object, resource, schema);
  remove_drops_within(found, drops);
  append(found, drop_violations(drops, object, elsewhere));
}

bool nothing_to_say(const Json& object, const CrdResource& resource) {
  if (!metadata_accepted(object, resource.scope) || !list_metadata_drops(object, resource.scope).empty()) {
    return false;
  }
  const CompiledSchema* schema = compiled_schema(resource);
  return schema == nullptr || (schema->is_pristine(object) && schema->accepts_pristine(object));
}

}  // namespace

ObjectVerdict check_object(const Json& object, const CrdSet& set, const SourceText& source_text) {
  ObjectVerdict verdict;
  ResolvedKind resolved = resolve_kind(object, set);
  verdict.mesh_kind = resolved.mesh_kind;
  if (resolved.violation) {
    verdict.violations.push_back(std::move(*resolved.violation));
  } else if (resolved.resource != nullptr && !nothing_to_say(object, *resolved.resource)) {
    explain_all(object, set, *resolved.resource, source_text, verdict.violations);
  }
  verdict.accepted =
      std::none_of(verdict.violations.begin(), verdict.violations.end(),
                   [](const Violation& violation) { return violation.severity == base::Severity::kError; });
  return verdict;
}

}  // namespace nsmkit::validate
