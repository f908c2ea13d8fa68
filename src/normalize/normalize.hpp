#pragma once

#include <cstdint>
#include <vector>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "model/resource.hpp"
#include "normalize/change.hpp"

namespace nsmkit::normalize {

/// Where the objects go. Owners exist in the cluster they came from, and not in another.
enum class RestoreInto : std::uint8_t { kSameCluster, kNewCluster };

/// What becomes of objects with ownerReferences.
enum class OwnedPolicy : std::uint8_t { kKeep, kStrip, kSkip, kFail };

struct Options {
  OwnedPolicy owned = OwnedPolicy::kKeep;
  bool keep_last_applied = false;
};

/// The policy that fits a destination, unless the user says otherwise.
[[nodiscard]] OwnedPolicy default_policy(RestoreInto destination);

/// What normalizing did to one object, which it changes in place.
struct Outcome {
  std::vector<Change> changes;
  std::vector<base::Finding> findings;
  bool skipped = false;  ///< the object is to be left out
};

/// Removes what the server set, and ownership as the options say. Applying it twice changes nothing more.
[[nodiscard]] Outcome normalize(model::Resource& resource, const Options& options);

/// Removes what the server set in the members of a List.
void normalize_list(Json& members);

}  // namespace nsmkit::normalize
