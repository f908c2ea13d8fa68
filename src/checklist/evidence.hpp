#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checklist/plan.hpp"

namespace nsmkit::checklist {

enum class Truth : std::uint8_t { kUnknown, kNo, kYes };

/// Whether something is so, and what shows it.
struct Fact {
  Truth truth = Truth::kUnknown;
  std::vector<Evidence> evidence;
};

/// A name that the files reveal.
struct Hint {
  std::string value;
  Evidence evidence;
};

/// What a workload takes to get new Pods.
enum class Restart : std::uint8_t {
  kRolling,  ///< `kubectl rollout restart`
  kByHand,   ///< to be deleted and created again
};

struct Workload {
  std::string kind;  ///< as kubectl takes it: "deployment", "pod"
  std::string name_space;
  std::string name;
  Restart restart = Restart::kRolling;
  Truth meshed = Truth::kUnknown;
  base::Location location;
};

/// What the user's files reveal of the mesh, whatever the plan. All lists are sorted and without doubles.
struct MeshEvidence {
  std::vector<Hint> releases;  ///< that the mesh runs, the most trustworthy first
  std::optional<Hint> platform;
  std::optional<Hint> installer;
  std::optional<Hint> release_name;
  std::optional<Hint> mesh_namespace;
  std::optional<Hint> registry;

  bool policies_given = false;
  bool configuration_given = false;
  bool workloads_given = false;
  bool namespaces_given = false;

  std::map<std::string, std::size_t> policies;     ///< how many of each kind
  std::map<std::string, Fact, std::less<>> facts;  ///< by the names of fact_names(); absent: unknown
  std::vector<Workload> workloads;
  std::vector<Hint> meshed_namespaces;        ///< whose Pods have, or shall have, sidecars
  std::vector<std::string> deploy_arguments;  ///< for the target, not quoted; empty: not known
};

}  // namespace nsmkit::checklist
