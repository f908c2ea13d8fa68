#include "model/ownership_rules.hpp"

namespace nsmkit::model {

using base::RuleInfo;
using base::Severity;

const RuleInfo kOwnedByController{
    "NSM601",
    "owned-by-controller",
    Severity::kWarning,
    "an object with ownerReferences",
    "A controller made this object and will make it again or change it. When the owner does not exist, the "
    "garbage collector deletes the restored object.",
    "Leave it to its controller (--owned skip), or restore it into another cluster without the owner "
    "(--restore-into new-cluster).",
    "Kubernetes: garbage collection of dependents"};
const RuleInfo kFinalizerPresent{
    "NSM602",
    "finalizer-present",
    Severity::kInfo,
    "an object with finalizers",
    "Deletion waits until a controller takes the finalizer away. Where that controller does not run, the "
    "object "
    "cannot be deleted, and neither can its CRD or namespace.",
    "Check that the controller runs in the cluster that the object is restored into.",
    "Kubernetes: finalizers"};

}  // namespace nsmkit::model
