#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/position.hpp"

namespace nsmkit::yaml {

/// Where one node stands, 1-based, columns in code points.
struct RecheckedPlace {
  base::Position key;  ///< of its key; unknown for list items and the root
  base::Position value;
};

/// One document, with the place of every node by its JSON pointer (RFC 6901).
struct RecheckedDocument {
  Json value;
  std::map<std::string, RecheckedPlace, std::less<>> places;
};

/// Why a text was refused.
struct RecheckProblem {
  base::Position position;
  std::string message;
};

/// All documents of a text, or the first thing wrong with it.
struct Recheck {
  std::vector<RecheckedDocument> documents;
  std::optional<RecheckProblem> problem;
};

/// Reads YAML by the second, independent reader (yaml-cpp): what nsmkit wrote can be compared with what the
/// other reader makes of it, and nsmkit's own configuration is read with it. Scalars are resolved as
/// Kubernetes does. Stricter than Reader: no key may stand twice, no merge keys, no cycles, at most a million
/// nodes.
[[nodiscard]] Recheck recheck(std::string_view text);

}  // namespace nsmkit::yaml
