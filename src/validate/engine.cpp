#include "validate/engine.hpp"

#include <algorithm>
#include <iterator>

#include "base/pointer.hpp"
#include "validate/check_object.hpp"

namespace nsmkit::validate {

const base::RuleInfo kForeignKind{"NSM230",
                                  "unknown-kind",
                                  base::Severity::kInfo,
                                  "an object that is not of the mesh",
                                  "nsmkit knows the mesh's own kinds; others are not checked.",
                                  "Nothing to do, unless you expected the object to be a mesh policy: then "
                                  "look at its apiVersion and kind.",
                                  "nsmkit: every object read is accounted for"};

namespace {

base::Finding finding_of(Violation&& violation, const model::Resource& resource) {
  base::Finding finding;
  finding.rule = violation.rule;
  finding.severity = violation.severity;
  finding.message = std::move(violation.message);
  finding.remedy = std::move(violation.remedy);
  finding.location = resource.location;
  finding.location.position =
      violation.at_key ? resource.map.key(violation.pointer) : resource.map.value(violation.pointer);
  finding.resource = resource.ref;
  finding.path = base::display_path(violation.pointer, resource.object);
  finding.pointer = std::move(violation.pointer);
  return finding;
}

// No rule reads them, and they are half of an object exported by an older kubectl.
void forget_managed_fields(model::Resource& resource) {
  const auto metadata = resource.object.find("metadata");
  if (metadata != resource.object.end() && metadata->is_object() && metadata->erase("managedFields") > 0) {
    resource.map.forget_below("/metadata/managedFields");
  }
}

}  // namespace

void Engine::check(model::Resource&& resource) {
  if (!resource.object.contains("kind") || !resource.object.contains("apiVersion")) {
    ++skipped_;  // reported when it was read
    return;
  }
  const SourceText source_text = [&resource](std::string_view pointer) -> std::optional<std::string> {
    const auto text = resource.map.text(pointer);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  ObjectVerdict verdict = check_object(resource.object, set_, source_text);
  if (!verdict.mesh_kind && verdict.violations.empty()) {
    ++skipped_;
    Foreign& foreign = foreign_[{resource.ref.api_version, resource.ref.kind}];
    if (foreign.count++ == 0) {
      foreign.first = resource.location;
    }
  } else {
    ++checked_;
  }
  for (Violation& violation : verdict.violations) {
    findings_.push_back(finding_of(std::move(violation), resource));
  }
  forget_managed_fields(resource);
  using Verdict = model::ResourceSet::Verdict;
  resources_.add(std::move(resource), verdict.accepted ? Verdict::kAccepted : Verdict::kRefused);
  if (resources_.fresh() == at_a_time_) {
    judge_objects();
  }
}

void Engine::judge_objects() {
  run_rules(Reach::kObject, resources_, facts_, rule_findings_);
  resources_.settle();
}

std::vector<base::Finding> Engine::finish(const model::MeshFacts& mesh) {
  judge_objects();
  facts_.mesh = mesh;
  run_rules(Reach::kSet, resources_, facts_, rule_findings_);
  drop_explained();
  std::move(rule_findings_.begin(), rule_findings_.end(), std::back_inserter(findings_));
  report_foreign();
  return std::move(findings_);
}

// A rule knows the cause of what the schema says about the same place. Only an error may stand for an error:
// that an object is refused must never go unsaid.
void Engine::drop_explained() {
  const auto place = [](const base::Finding& finding) {
    const base::Location& at = finding.location;
    return at.file + '\n' + std::to_string(at.document.value_or(0)) + '\n' +
           std::to_string(at.item ? *at.item + 1 : 0);
  };
  std::map<std::string, std::vector<const base::Finding*>> explained;
  for (const base::Finding& finding : rule_findings_) {
    if (finding.resource && !finding.pointer.empty()) {
      explained[place(finding)].push_back(&finding);
    }
  }
  if (explained.empty()) {
    return;
  }
  const auto explains = [](const base::Finding& rule, const base::Finding& schema) {
    const bool same = schema.pointer == rule.pointer;
    return rule.severity >= schema.severity && (same || (schema.severity == base::Severity::kError &&
                                                         schema.pointer.starts_with(rule.pointer + "/")));
  };
  std::erase_if(findings_, [&](const base::Finding& finding) {
    const auto rules = explained.find(place(finding));
    return rules != explained.end() &&
           std::any_of(rules->second.begin(), rules->second.end(),
                       [&](const base::Finding* rule) { return explains(*rule, finding); });
  });
}

void Engine::report_foreign() {
  for (const auto& [kind, foreign] : foreign_) {
    const std::string subject = kind.first + " " + kind.second;
    findings_.push_back(base::make_finding(
        kForeignKind,
        foreign.count == 1 ? "1 object of " + subject + " is not of the mesh and was not checked"
                           : std::to_string(foreign.count) + " objects of " + subject +
                                 " are not of the mesh and were not checked; this is the first",
        foreign.first));
  }
}

}  // namespace nsmkit::validate
