#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "model/resource_set.hpp"

namespace nsmkit::diff {

/// One side of a comparison as traffic sees it: its policies, all in the layout of one release.
struct Mesh {
  const model::ResourceSet& policies;
  std::optional<std::string> access_mode;  ///< "allow" or "deny" where the mesh configuration says so
};

/// What a statement about traffic is about.
enum class Topic : std::uint8_t { kAccess, kSplit, kRateLimit, kCircuitBreaker };

/// What becomes of it. kMaybe: patterns that cannot be compared; text says so.
enum class Effect : std::uint8_t { kUnchanged, kAllowed, kDenied, kChanged, kAdded, kRemoved, kMaybe };

/// "access", "split", "rate-limit", "circuit-breaker"; "unchanged", "allowed", ...: the words of the JSON
/// form.
[[nodiscard]] std::string_view to_string(Topic topic);
[[nodiscard]] std::string_view to_string(Effect effect);

/// One statement about traffic.
struct BehaviourChange {
  Topic topic = Topic::kAccess;
  Effect effect = Effect::kChanged;
  std::string subject;  ///< "ServiceAccount shop/frontend -> ServiceAccount shop/catalog, port 8080"
  std::string text;     ///< the whole statement in words, one line
  std::vector<std::string> before;  ///< lines: "GET /cart.*", "catalog-v1 90 %"; empty: nothing
  std::vector<std::string> after;
  std::vector<base::Location> places;  ///< the objects that make it so, on both sides
};

/// What changed for traffic, by topic, then subject.
struct Behaviour {
  std::vector<BehaviourChange> changes;  ///< kUnchanged ones are left out unless asked for
  std::uint64_t unchanged = 0;
  std::vector<std::string> assumptions;  ///< what the statements rest on, in words
};

enum class Unchanged : std::uint8_t { kCounted, kListed };

/// Compares two meshes by what traffic they let through and how they spread and bound it.
[[nodiscard]] Behaviour compare_behaviour(const Mesh& before, const Mesh& after,
                                          Unchanged unchanged = Unchanged::kCounted);

}  // namespace nsmkit::diff
