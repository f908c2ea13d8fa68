#pragma once

#include <string>
#include <string_view>

#include "checklist/plan.hpp"

namespace nsmkit::render {

/// "values.yaml:14: Helm values names the platform"; without the place where there is none.
[[nodiscard]] std::string evidence_line(const checklist::Evidence& evidence);

/// The commands as lines for a shell, comments above them.
[[nodiscard]] std::string command_block(const checklist::Step& step);

/// "Before", "During the upgrade", "After".
[[nodiscard]] std::string_view phase_title(checklist::Phase phase);

/// "downtime starts", "downtime ends"; empty for neither.
[[nodiscard]] std::string_view downtime_text(checklist::Downtime downtime);

/// "1.6.0 to 1.7.0: Kubernetes 1.22, 1.23, 1.24".
[[nodiscard]] std::string hop_line(const checklist::Hop& hop);

/// Whether a plan has more than one hop.
[[nodiscard]] inline bool is_chain(const checklist::Plan& plan) { return plan.hops.size() > 1; }

}  // namespace nsmkit::render
