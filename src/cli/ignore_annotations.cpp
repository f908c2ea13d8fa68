#include "cli/ignore_annotations.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/pointer.hpp"
#include "render/rule_catalogue.hpp"
#include "validate/catalogue.hpp"
#include "validate/rule.hpp"

namespace nsmkit::cli {

namespace {

constexpr std::string_view kPointer = "/metadata/annotations/nsmkit~1ignore";

struct Entry {
  const base::RuleInfo* rule = nullptr;
  std::string reason;
  bool used = false;
};

/// One object's annotation.
struct Annotation {
  const model::Resource* resource = nullptr;
  std::vector<Entry> entries;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto begin = text.find_first_not_of(kBlank);
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

base::Finding finding_at(const base::RuleInfo& rule, const model::Resource& resource, std::string message) {
  base::Location location = resource.location;
  location.position = resource.map.value(kPointer);
  base::Finding finding = base::make_finding(rule, std::move(message), std::move(location));
  finding.resource = resource.ref;
  finding.pointer = kPointer;
  finding.path = base::display_path(kPointer, resource.object);
  return finding;
}

// Reads `slug: reason`; gives what is wrong with it.
std::string read_entry(std::string_view text, Entry& entry) {
  const auto colon = text.find(':');
  const std::string_view name = trimmed(text.substr(0, colon));
  const auto* rule = render::find_rule(name);
  if (rule == nullptr) {
    return render::unknown_rule(name);
  }
  entry.rule = rule->info;
  if (!validate::can_be_silenced(*rule->info)) {
    return "'" + std::string(rule->info->slug) + "' cannot be silenced: it is about reading the input";
  }
  entry.reason = colon == std::string_view::npos ? "" : trimmed(text.substr(colon + 1));
  if (entry.reason.empty()) {
    return "'" + std::string(name) + "' has no reason; write '" + std::string(name) +
           ": why it is all right'";
  }
  return "";
}

Annotation read_annotation(const model::Resource& resource, std::string_view text,
                           std::vector<base::Finding>& findings) {
  Annotation annotation{&resource, {}};
  bool empty = true;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(";\n"), text.size());
    const std::string_view part = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) {
      continue;
    }
    empty = false;
    Entry entry;
    if (std::string problem = read_entry(part, entry); !problem.empty()) {
      findings.push_back(finding_at(validate::kSuppressionInvalid, resource, std::move(problem)));
    } else {
      annotation.entries.push_back(std::move(entry));
    }
  }
  if (empty) {
    findings.push_back(finding_at(validate::kSuppressionInvalid, resource, "the annotation names no rule"));
  }
  return annotation;
}

using Place = std::tuple<std::string_view, std::optional<std::uint32_t>, std::optional<std::uint32_t>>;

Place place_of(const base::Location& location) { return {location.file, location.document, location.item}; }

void mark(std::vector<Annotation>& annotations, std::vector<render::Result>& results) {
  std::map<Place, Annotation*> by_place;
  for (Annotation& annotation : annotations) {
    by_place[place_of(annotation.resource->location)] = &annotation;
  }
  for (render::Result& result : results) {
    const auto found = by_place.find(place_of(result.finding.location));
    if (!result.finding.resource || found == by_place.end()) {
      continue;
    }
    for (Entry& entry : found->second->entries) {
      if (entry.rule->code == result.finding.rule->code) {
        result.suppression = render::Suppression{render::SuppressedBy::kAnnotation, entry.reason};
        entry.used = true;
        break;
      }
    }
  }
}

}  // namespace

bool IdleRules::contains(const base::RuleInfo& rule) const {
  return disabled.contains(rule.slug) || !validate::applies_to(rule, to);
}

std::vector<base::Finding> apply_annotations(const model::ResourceSet& resources, const IdleRules& idle,
                                             std::vector<render::Result>& results) {
  std::vector<base::Finding> findings;
  std::vector<Annotation> annotations;
  for (const model::Resource& resource : resources.all()) {
    const Json* text = base::find(resource.object, kPointer);
    if (text != nullptr && text->is_string()) {
      annotations.push_back(read_annotation(resource, text->get_ref<const std::string&>(), findings));
    }
  }
  mark(annotations, results);
  for (const Annotation& annotation : annotations) {
    for (const Entry& entry : annotation.entries) {
      if (!entry.used && !idle.contains(*entry.rule)) {
        findings.push_back(
            finding_at(validate::kSuppressionUnused, *annotation.resource,
                       "'" + std::string(entry.rule->slug) + "' silences nothing on this object"));
      }
    }
  }
  return findings;
}

}  // namespace nsmkit::cli
