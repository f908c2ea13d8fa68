#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "bundle/check.hpp"
#include "bundle/reader.hpp"
#include "cli/app.hpp"

namespace nsmkit::cli {

/// --max-size, --max-entries: bounds for archives that may be hostile.
struct BundleLimits {
  std::uint64_t max_size = bundle::ReadLimits().archive.max_bytes;
  std::uint64_t max_entries = bundle::ReadLimits().archive.max_entries;

  void add_to(CLI::App& app);
};

/// A bundle and what was found out about it.
struct OpenedBundle {
  bundle::ReadBundle content;
  bundle::Verification verification;

  /// Whether it can be relied on: read to its end, and no error.
  [[nodiscard]] bool sound() const;
};

/// Reads and checks a bundle. `public_key` is PEM; empty: none. Throws base::Error when the file cannot be
/// opened.
[[nodiscard]] OpenedBundle open_bundle(const std::string& path, const BundleLimits& limits,
                                       const std::string& public_key, Context& context);

/// The bundle that a command reads: FILE, --key and the bounds.
struct BundleArgument {
  std::string path;
  std::string key;  ///< path of the public key; empty: none
  BundleLimits limits;

  void add_to(CLI::App& app);

  /// Reads the key and the bundle. Throws base::Error when one of them cannot be opened.
  [[nodiscard]] OpenedBundle open(Context& context) const;
};

}  // namespace nsmkit::cli
