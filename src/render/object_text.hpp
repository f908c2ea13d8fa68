#pragma once

#include <cstdint>
#include <string>

#include "diff/pairing.hpp"

namespace nsmkit::render {

enum class Masking : std::uint8_t { kNone, kSecrets };

/// The values of both sides; null for a side that does not have the object. With kSecrets, what is a secret
/// (diff::is_secret) is replaced by a mark, and by another one where it differs.
struct ObjectValues {
  Json before;
  Json after;
  bool masked = false;  ///< something was replaced
};
[[nodiscard]] ObjectValues object_values(const diff::EntryPair& pair, Masking masking);

/// As YAML; empty for a side that does not have the object.
struct ObjectTexts {
  std::string before;
  std::string after;
  bool masked = false;
};
[[nodiscard]] ObjectTexts object_texts(const diff::EntryPair& pair, Masking masking);

/// The pairs that a patch is made of: objects as they were written that differ other than at ignored paths,
/// in the order of their kinds and names.
[[nodiscard]] std::vector<diff::EntryPair> patch_pairs(const std::vector<diff::Entry>& before,
                                                       const std::vector<diff::Entry>& after,
                                                       const std::vector<diff::PathGlob>& ignore);

}  // namespace nsmkit::render
