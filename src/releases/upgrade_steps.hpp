#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "releases/catalog.hpp"
#include "releases/platform.hpp"

namespace nsmkit::releases {

/// When something applies: all members that are set must hold. Releases stand as versions, "" means any.
struct UpgradeCondition {
  std::string crosses;             ///< the way leads over this release
  std::vector<std::string> spans;  ///< it starts or ends in one of these
  std::vector<std::string> from;   ///< it starts in one of these
  std::vector<std::string> to;     ///< it ends in one of these
  std::string from_since;          ///< bounds on its start, both included
  std::string from_until;
  std::string to_since;  ///< bounds on its end, both included
  std::string to_until;
  std::optional<Platform> platform;
  std::string installer;           ///< "meshctl" or "helm"
  std::string method;              ///< "in-place" or "manual"
  std::vector<std::string> facts;  ///< what inputs show; "!" in front: the opposite
};

/// More words of a command, which come only where the condition is known to hold.
struct UpgradeFlag {
  std::string text;
  UpgradeCondition when;
};

/// A command with words in <angle brackets> to be filled in.
struct UpgradeCommand {
  std::string text;
  std::vector<UpgradeFlag> flags;
  std::string comment;
  std::string each;  ///< one command for each of "rolling", "fixed" or "namespaces"; empty: one
  UpgradeCondition when;
};

/// A step of a procedure, or a note of a hop. The words are those of schemas/releases/upgrade.json.
struct UpgradeStep {
  std::string id;
  std::string title;
  std::string why;
  std::vector<UpgradeCommand> commands;
  std::string expect;
  std::string undo;
  std::string phase;     ///< of a note: "before", "during" or "after"; of a step empty
  std::string owner;     ///< "mesh", "cluster" or "applications"
  std::string downtime;  ///< "none", "starts" or "ends"
  std::string severity;  ///< "info", "warning" or "error"
  bool decision = false;
  bool once = false;     ///< in a chain of upgrades, at the first one alone
  bool derived = false;  ///< not in the documentation
  UpgradeCondition when;
  std::vector<std::string> shows;    ///< "policies", "workloads", "namespaces": to name as evidence
  std::vector<std::string> issues;   ///< numbers of known issues
  std::vector<std::string> sources;  ///< tag:path
};

/// One way to a release.
struct UpgradeProcedure {
  std::string id;
  std::string method;
  std::string installer;
  std::string title;
  std::string summary;
  std::string downtime;  ///< in words
  UpgradeCondition when;
  std::vector<std::string> before;  ///< ids of steps; "@notes" stands for the notes of that phase
  std::vector<std::string> during;
  std::vector<std::string> after;
  std::vector<std::string> sources;
};

/// A reason not to upgrade in place.
struct InPlaceRefusal {
  std::string id;
  std::string title;
  std::string reason;
  UpgradeCondition when;
  std::vector<std::string> sources;
};

/// What schemas/releases/upgrade.json and hops.json hold, read once.
struct UpgradeData {
  std::vector<UpgradeProcedure> procedures;  ///< those with a narrower condition first
  std::vector<UpgradeStep> steps;
  std::vector<UpgradeStep> notes;  ///< of no single release, then those of the releases, oldest first
  std::vector<InPlaceRefusal> refusals;
  std::string first_in_place;  ///< first release that can be upgraded to in place
  std::string first_reason;
  std::vector<std::string> sources;  ///< of that
};

/// The data. Throws std::runtime_error when it is broken (a bug).
[[nodiscard]] const UpgradeData& upgrade_data();

/// Reads the two files, as upgrade_data() does; for tests.
[[nodiscard]] UpgradeData read_upgrade_data(const Json& upgrade, const Json& hops);

/// The step of that id; throws std::logic_error when there is none (a bug).
[[nodiscard]] const UpgradeStep& upgrade_step(std::string_view id);

/// Why the way between two releases does not fulfil the condition's bounds on releases, in words; nothing
/// when it does.
[[nodiscard]] std::optional<std::string> release_mismatch(const UpgradeCondition& condition,
                                                          const Release& from, const Release& to);

/// Whether the way between two releases leads over a third: it starts before it, and ends there or later.
[[nodiscard]] bool leads_over(const Release& from, const Release& to, std::string_view version);

/// Where an upgrade in place from `from` on the way to `to` leads next: the newest release of the next line,
/// or `to` itself when that is in reach; null when no upgrade in place starts at `from`.
[[nodiscard]] const Release* next_in_place(const Release& from, const Release& to);

}  // namespace nsmkit::releases
