#include "model/ownership_rules.hpp"
#include "normalize/passes.hpp"

namespace nsmkit::normalize {

namespace {

std::string owners_text(const Json& owners) {
  std::string text;
  for (const Json& owner : owners) {
    if (owner.is_object()) {
      text.append(text.empty() ? "" : ", ")
          .append(owner.value("kind", Json("?")).is_string() ? owner.value("kind", "?") : "?");
      text.append(" ").append(owner.value("name", Json("?")).is_string() ? owner.value("name", "?") : "?");
    }
  }
  return text.empty() ? "unknown owners" : text;
}

void report(const model::Resource& resource, const base::RuleInfo& rule, const char* pointer,
            std::string message, Outcome& outcome) {
  base::Location location = resource.location;
  location.position = resource.map.key(pointer);
  outcome.findings.push_back(base::make_finding(rule, std::move(message), std::move(location)));
  outcome.findings.back().resource = resource.ref;
  outcome.findings.back().pointer = pointer;
  outcome.findings.back().path = std::string(pointer + 1).replace(std::string(pointer + 1).find('/'), 1, ".");
}

void settle_owners(model::Resource& resource, Json& metadata, OwnedPolicy policy, Outcome& outcome) {
  const auto owners = metadata.find("ownerReferences");
  if (owners == metadata.end() || owners->empty()) {
    return;
  }
  const std::string subject = model::display_name(resource.ref) + " is owned by " + owners_text(*owners);
  const auto say = [&](const char* what) {
    report(resource, model::kOwnedByController, "/metadata/ownerReferences", subject + what, outcome);
  };
  switch (policy) {
    case OwnedPolicy::kKeep:
      say("; the ownerReferences are kept, and without that owner the restored object is deleted");
      break;
    case OwnedPolicy::kStrip:
      say("; the ownerReferences are removed");
      remove_member(metadata, "/metadata", "ownerReferences", outcome);
      break;
    case OwnedPolicy::kSkip:
      say("; it is left out, for its owner to make it again");
      outcome.skipped = true;
      break;
    case OwnedPolicy::kFail:
      say("; --owned fail refuses that");
      outcome.findings.back().severity = base::Severity::kError;
      break;
  }
}

}  // namespace

void settle_ownership(model::Resource& resource, const Options& options, Outcome& outcome) {
  const auto metadata = resource.object.find("metadata");
  if (metadata == resource.object.end() || !metadata->is_object()) {
    return;
  }
  settle_owners(resource, *metadata, options.owned, outcome);
  const auto finalizers = metadata->find("finalizers");
  if (finalizers != metadata->end() && finalizers->is_array() && !finalizers->empty()) {
    report(resource, model::kFinalizerPresent, "/metadata/finalizers",
           model::display_name(resource.ref) + " has finalizers, which are kept: " +
               finalizers->dump(-1, ' ', false, Json::error_handler_t::replace),
           outcome);
  }
}

}  // namespace nsmkit::normalize
