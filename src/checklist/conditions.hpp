#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checklist/settle.hpp"
#include "releases/upgrade_steps.hpp"

namespace nsmkit::checklist {

/// All that conditions depend on, for one hop of a plan.
struct Situation {
  const Request& request;
  const MeshEvidence& evidence;
  const Settled& settled;
  const releases::Release& from;  ///< of the hop
  const releases::Release& to;
  Method method = Method::kManual;
};

/// Whether a condition holds, why not, and what shows either.
struct Verdict {
  Truth truth = Truth::kYes;
  std::string reason;  ///< where it does not hold
  std::vector<Evidence> evidence;
};

[[nodiscard]] Verdict judge(const releases::UpgradeCondition& condition, const Situation& situation);

/// The names that `facts` of the data may use, sorted.
[[nodiscard]] std::vector<std::string_view> fact_names();

}  // namespace nsmkit::checklist
