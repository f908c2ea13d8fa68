#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/json.hpp"
#include "yaml/problem.hpp"
#include "yaml/source_map.hpp"
#include "yaml/tape.hpp"

namespace nsmkit::yaml {

/// Running totals of one document, against aliases that blow it up; go-yaml counts the same way.
struct DecodeCounts {
  std::uint64_t nodes = 0;
  std::uint64_t from_aliases = 0;
};

/// Turns a node of a tape into the JSON value Kubernetes makes of it, with the position of every node.
/// A problem in `refused` means there is no value; those in `notes` (keys that stand twice) do not.
struct Decoded {
  Json value;
  SourceTable table;
  std::optional<Problem> refused;
  std::vector<Problem> notes;
};

/// `space` is room to build the table in, for use again with the next node.
[[nodiscard]] Decoded decode(const Tape& tape, std::uint32_t root, DecodeCounts& counts, SourceTable& space);

}  // namespace nsmkit::yaml
