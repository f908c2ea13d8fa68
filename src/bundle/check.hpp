#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/finding.hpp"
#include "bundle/reader.hpp"

namespace nsmkit::bundle {

/// What was found out about a bundle.
struct Verification {
  std::vector<base::Finding> findings;
  std::optional<Manifest> manifest;  ///< when it could be read
  bool is_signed = false;
  bool signature_fits = false;
};

/// Checks everything that a bundle says of itself: checksums, the signature, bundle.json against the
/// content, restore.list, and that nothing else is in it. `public_key` is PEM; empty: none was given. Throws
/// base::Error (wrong usage) for a key that cannot check signatures.
[[nodiscard]] Verification check_bundle(const ReadBundle& bundle, const std::string& public_key);

}  // namespace nsmkit::bundle
