#include "validate/engine.hpp"

#include "base/pointer.hpp"
#include "validate/check_object.hpp"

namespace nsmkit::validate {

const base::RuleInfo kForeignKind{
    "NSM230", "unknown-kind", base::Severity::kInfo, "an object that is not of the mesh",
    "nsmkit knows the mesh's own kinds; others are not checked.",
    "Nothing to do, unless you expected the object to be a mesh policy: then look at its apiVersion and kind.",
    "nsmkit: every object read is accounted for"};

namespace {

base::Finding finding_of(Violation&& violation, const model::Resource& resource) {
  base::Finding finding;
  finding.rule = violation.rule;
  finding.severity = violation.severity;
  finding.message = std::move(violation.message);
  finding.remedy = std::move(violation.remedy);
  finding.location = resource.location;
  finding.location.position = violation.at_key ? resource.map.key(violation.pointer) : resource.map.value(violation.pointer);
  finding.resource = resource.ref;
  finding.path = base::display_path(violation.pointer, resource.object);
  finding.pointer = std::move(violation.pointer);
  return finding;
}

}  // namespace

void Engine::check(const model::Resource& resource, std::vector<base::Finding>& findings) {
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
    return;
  }
  ++checked_;
  for (Violation& violation : verdict.violations) {
    findings.push_back(finding_of(std::move(violation), resource));
  }
}

void Engine::finish(std::vector<base::Finding>& findings) const {
  for (const auto& [kind, foreign] : foreign_) {
    const std::string subject = kind.first + " " + kind.second;
    findings.push_back(base::make_finding(
        kForeignKind,
        foreign.count == 1 ? "1 object of " + subject + " is not of the mesh and was not checked"
                           : std::to_string(foreign.count) + " objects of " + subject + " are not of the mesh and were not checked; this is the first",
        foreign.first));
  }
}

}  // namespace nsmkit::validate
