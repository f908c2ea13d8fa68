#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "releases/platform.hpp"

namespace nsmkit::checklist {

/// How the mesh was installed.
enum class Installer : std::uint8_t { kMeshctl, kHelm };

/// How a plan gets to the target: replacing the control plane where it runs, or removing the whole mesh and
/// installing it anew.
enum class Method : std::uint8_t { kInPlace, kManual };

enum class Phase : std::uint8_t { kBefore, kDuring, kAfter };

/// Whose work a step is.
enum class Owner : std::uint8_t { kMesh, kCluster, kApplications };

enum class Downtime : std::uint8_t { kNone, kStarts, kEnds };

/// "meshctl", "helm"; "in-place", "manual"; "before", "during", "after"; "mesh", "cluster", "applications";
/// "none", "starts", "ends": the words of the JSON form.
[[nodiscard]] std::string_view to_string(Installer installer);
[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] std::string_view to_string(Phase phase);
[[nodiscard]] std::string_view to_string(Owner owner);
[[nodiscard]] std::string_view to_string(Downtime downtime);

/// What makes a statement true for this mesh: words, and a place in the user's files where there is one.
struct Evidence {
  std::string text;
  std::optional<base::Location> location;
};

/// One shell command (or several lines that belong together), quoted for POSIX sh.
struct Command {
  std::string text;
  std::string comment;  ///< one line on when or why, without `#`; mostly empty
};

/// One thing to do.
struct Step {
  std::string id;  ///< permanent and unique in its plan: "save-crs", "2.0-label"
  std::string title;
  std::string why;
  std::vector<Command> commands;
  std::string expect;  ///< what the user should see; may be empty
  std::string undo;    ///< how to take it back; may be empty
  Phase phase = Phase::kBefore;
  Owner owner = Owner::kMesh;
  Downtime downtime = Downtime::kNone;
  base::Severity severity = base::Severity::kInfo;  ///< what skipping it does: error breaks the mesh
  bool decision = false;                            ///< to read and decide, not a command to run
  std::vector<Evidence> evidence;
  std::vector<std::string> sources;  ///< tag:path
};

/// A note or condition of the hops in question that does not apply here, and why.
struct RuledOut {
  std::string id;
  std::string title;
  std::string reason;
  std::vector<Evidence> evidence;
  std::vector<std::string> sources;
};

/// From one release to another in one go.
struct Hop {
  std::string from;
  std::string to;
  std::vector<std::string> kubernetes;  ///< minor versions that both support: "1.22"; "1.22+": and all later
                                        ///< ones; empty: none, or unknown
  std::string kubernetes_note;          ///< in words, where the list is empty, and about OpenShift
};

/// What a plan costs.
struct Cost {
  std::uint32_t downtimes = 0;  ///< windows in which the mesh's control plane or policies are away
  std::string downtime;         ///< in words
  std::string kubernetes;       ///< cluster versions it needs, in words
};

/// The steps of one way to the target, in order.
struct Plan {
  std::string id;  ///< the same for the same steps: browsers keep ticks under it
  Method method = Method::kInPlace;
  std::string title;
  std::string summary;  ///< why this way, in a sentence or two
  bool recommended = false;
  std::vector<Hop> hops;
  Cost cost;
  std::vector<Step> steps;
  std::vector<RuledOut> ruled_out;
};

/// One thing the plans were made for, and how it is known.
struct Assumption {
  std::string name;   ///< "from", "platform", "mesh namespace"
  std::string value;  ///< "1.6.0"
  std::vector<Evidence> evidence;
};

/// The whole page.
struct Checklist {
  std::string from;
  std::string to;
  releases::Platform platform = releases::Platform::kKubernetes;
  Installer installer = Installer::kMeshctl;
  std::vector<Assumption> assumptions;
  std::vector<Plan> plans;  ///< the recommended one first; never empty
  std::vector<base::Finding> findings;
};

}  // namespace nsmkit::checklist
