#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checklist/conditions.hpp"
#include "releases/upgrade_steps.hpp"

namespace nsmkit::checklist {

/// `text` for people, with the words in <angle brackets> filled in. A word that is none of the known ones
/// stays as it is.
[[nodiscard]] std::string fill_text(std::string_view text, const Situation& situation);

/// The commands of a step that apply, filled in: every name as one word of a POSIX shell.
[[nodiscard]] std::vector<Command> fill_commands(const releases::UpgradeStep& step,
                                                 const Situation& situation);

/// "3 TrafficSplits, 1 RateLimit"; empty when no policies were given.
[[nodiscard]] std::string policy_counts(const MeshEvidence& evidence);

}  // namespace nsmkit::checklist
