#pragma once

#include <cstdint>
#include <string>

#include "base/position.hpp"

namespace nsmkit::yaml {

enum class ProblemType : std::uint8_t {
  kSyntax,         ///< not YAML or JSON from here on
  kCutOff,         ///< the text ends inside a value
  kEncoding,       ///< not UTF-8
  kDuplicateKey,   ///< a key stands twice; the later value wins
  kKeyCollision,   ///< two different keys become the same JSON key (1 and "1")
  kBadKey,         ///< a key that JSON cannot hold
  kBadValue,       ///< a value that JSON cannot hold, or whose tag does not fit
  kAlias,          ///< an unknown, circular or excessive alias
  kNotJson,        ///< YAML that starts with `{`: kubectl takes the file for JSON and refuses it
  kLimit,          ///< larger or deeper than nsmkit reads
  kListUncertain,  ///< streamed as a List, but its end says otherwise
};

/// One thing wrong with a text. `other` is the second place it concerns, where there is one.
struct Problem {
  ProblemType type = ProblemType::kSyntax;
  base::Position position;
  base::Position other;
  std::string message;
};

}  // namespace nsmkit::yaml
