#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "diff/difference.hpp"
#include "model/resource_set.hpp"

namespace nsmkit::diff {

/// One side of a comparison as traffic sees it: its policies, all in the layout of one release, which must
/// live on. `mode`: "allow" or "deny" where the mesh configuration says so.
struct Mesh {
  using ByKind = std::map<std::string, std::vector<const model::Resource*>, std::less<>>;

  Mesh(const model::ResourceSet& policies, std::optional<std::string> mode);

  /// The objects as they are compared; none was refused.
  Mesh(std::span<const Entry> objects, std::optional<std::string> mode);

  ByKind accepted;
  ByKind refused;  ///< by the API server
  std::optional<std::string> access_mode;
};

/// What a statement about traffic is about.
enum class Topic : std::uint8_t { kAccess, kSplit, kRateLimit, kCircuitBreaker };
inline constexpr std::array kTopics{Topic::kAccess, Topic::kSplit, Topic::kRateLimit, Topic::kCircuitBreaker};

/// The kind of the policies that make a topic: "TrafficTarget".
[[nodiscard]] std::string_view kind_of(Topic topic);

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

/// What becomes of the access of one source to one destination, all routes taken together.
struct AccessCell {
  std::uint32_t source = 0;  ///< index into AccessMatrix::sources
  std::uint32_t destination = 0;
  std::array<bool, 2> allowed{};  ///< something is, or may be, allowed: before, after
  bool gained = false;            ///< some route is newly allowed
  bool lost = false;              ///< some route is no longer allowed
  bool maybe = false;             ///< patterns that cannot be compared decide
};

/// Who may reach whom, before and after. A destination stands once for each port that policies tell apart.
struct AccessMatrix {
  std::vector<std::string> sources;       ///< "ServiceAccount shop/frontend"; sorted, all others last
  std::vector<std::string> destinations;  ///< "ServiceAccount shop/catalog, port 8080"; sorted
  std::vector<AccessCell> cells;          ///< pairs that policies name; by source, then destination
};

/// What changed for traffic, by topic, then subject.
struct Behaviour {
  std::vector<BehaviourChange> changes;  ///< kUnchanged ones are left out unless asked for
  std::uint64_t unchanged = 0;
  std::vector<std::string> assumptions;  ///< what the statements rest on, in words
  std::optional<AccessMatrix> access;    ///< when it was asked for
};

enum class Unchanged : std::uint8_t { kCounted, kListed };
enum class Matrix : std::uint8_t { kLeftOut, kMade };

struct BehaviourOptions {
  Unchanged unchanged = Unchanged::kCounted;
  Matrix matrix = Matrix::kLeftOut;
  std::vector<Topic> topics{kTopics.begin(), kTopics.end()};
};

/// Compares two meshes by what traffic they let through and how they spread and bound it.
[[nodiscard]] Behaviour compare_behaviour(const Mesh& before, const Mesh& after,
                                          const BehaviourOptions& options = {});

}  // namespace nsmkit::diff
