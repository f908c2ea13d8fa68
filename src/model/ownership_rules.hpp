#pragma once

#include "base/finding.hpp"

namespace nsmkit::model {

/// NSM6xx: who else looks after an object. Used by normalize, which removes ownership, and by validate.
extern const base::RuleInfo kOwnedByController;
extern const base::RuleInfo kFinalizerPresent;

}  // namespace nsmkit::model
