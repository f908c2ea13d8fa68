#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/app.hpp"
#include "cli/config_file.hpp"
#include "releases/catalog.hpp"
#include "yaml/limits.hpp"

namespace nsmkit::cli {

/// The CRDs that objects are checked against, and how reports call them.
struct Target {
  const releases::Release* from = nullptr;     ///< null when not said
  const releases::Release* release = nullptr;  ///< null when only the user's own CRDs are known
  std::string to;
  const releases::CrdSet* embedded = nullptr;
  std::shared_ptr<const releases::CrdSet> own;

  [[nodiscard]] const releases::CrdSet& crds() const { return own ? *own : *embedded; }
};

/// --to, --from and --crds.
class TargetOptions {
 public:
  void add_to(CLI::App& app);

  /// What holds where the command line says nothing.
  void use_defaults(const Config& config);

  /// Throws base::Error for unknown releases, releases without CRDs, and CRD files that cannot be used.
  [[nodiscard]] Target resolve(Context& context, const yaml::Limits& limits) const;

 private:
  std::string to_;
  std::string from_;
  std::string crds_;
};

/// The release of that name; throws base::Error (wrong usage) with the nearest name when there is none.
[[nodiscard]] const releases::Release& find_release(const std::string& name);

}  // namespace nsmkit::cli
