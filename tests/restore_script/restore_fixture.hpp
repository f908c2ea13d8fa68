// A bundle in a folder, a cluster in another (see stub_kubectl.sh), and restore.sh run on them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bundle/restore_list.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::bundle {

/// How a run of the script ended. `status` is 128 + signal when a signal ended it.
struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

/// Runs a command line with sh, in a session of its own, so that signals to its group stay there.
Outcome run_shell(const std::string& command);

/// The whole content of a file, or of all lines of it that contain the word.
std::string lines_with(const std::string& text, const std::string& word);

class RestoreFixture : public testing::Test {
 protected:
  using Environment = std::map<std::string, std::string>;

  void SetUp() override;

  /// An object in shop, with a spec that holds `value`.
  static RestoreEntry entry(const std::string& resource, const std::string& name,
                            const std::string& space = "shop", Ownership ownership = Ownership::kPlain);

  /// Its YAML. `value` is a line of its spec.
  static std::string yaml(const RestoreEntry& entry, const std::string& value = "from: bundle");

  /// Four objects, one a wave.
  static std::vector<RestoreEntry> four();

  /// Writes a bundle of these, sums and all, into bundle().
  void write_bundle(const std::vector<RestoreEntry>& entries);

  /// Writes SHA256SUMS anew over all files.
  void seal() const;

  /// The folder's kubectl, with arguments.
  Outcome kubectl(const std::string& arguments, const Environment& environment = {}) const;

  /// Puts an object on the cluster as somebody else would.
  void put_live(const RestoreEntry& entry, const std::string& value = "from: other") const;

  /// Takes it off the cluster.
  void remove_live(const RestoreEntry& entry) const;

  /// restore.sh with arguments, in the folder above the bundle.
  Outcome restore(const std::string& arguments = "", const Environment& environment = {}) const;

  /// All objects on the cluster: "RESOURCE NAMESPACE/NAME UID LINE" each, LINE being the spec's.
  [[nodiscard]] std::string live() const;

  /// kubectl's command lines since the last call of this function.
  std::string calls();

  [[nodiscard]] std::filesystem::path bundle() const { return bundle_; }
  void move_bundle(const std::filesystem::path& name);
  [[nodiscard]] std::filesystem::path cluster() const { return folder_.path() / "cluster"; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  void use_shell(const std::string& shell) { shell_ = shell; }

  /// The only journal's folder beside the bundle.
  [[nodiscard]] std::filesystem::path journal() const;

 private:
  testing_support::TemporaryFolder folder_;
  std::filesystem::path bundle_;
  std::string shell_ = "/bin/sh";
};

inline constexpr const char* kRoutes = "httproutegroups.specs.smi-spec.io";
inline constexpr const char* kTcpRoutes = "tcproutes.specs.smi-spec.io";
inline constexpr const char* kTargets = "traffictargets.access.smi-spec.io";
inline constexpr const char* kSplits = "trafficsplits.split.smi-spec.io";
inline constexpr const char* kLimits = "ratelimits.specs.smi.nginx.com";
inline constexpr const char* kBreakers = "circuitbreakers.specs.smi.nginx.com";

}  // namespace nsmkit::bundle
