#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

// The target has no such kind: a binding lives on in the TrafficTargets that name it.
void identity_binding(Work& work) {
  if (work.goal() != nullptr) {
    return;
  }
  const Resolved resolved = resolve_binding(work.input(), work.options().trust_domain, work.lookup());
  if (resolved.identities.empty()) {
    for (const std::string& reason : resolved.unresolved) {
      work.impossible("/spec/schemes", reason);
    }
    return;
  }
  work.replace_by({});
  work.changed("it becomes " + count_of(resolved.identities.size(), "service account") +
               " in the TrafficTargets that name it");
}

}  // namespace nsmkit::convert
