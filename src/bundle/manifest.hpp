#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/finding.hpp"
#include "base/json.hpp"

/// A bundle is a gzipped tar archive with these entries, plain files alone, sorted by path:
///
///   bundle     = SHA256SUMS [SHA256SUMS.sig] README.md bundle.json restore.list restore.sh
///                resources/FILE.yaml (the six of releases/restore_order.hpp, each a List)
///                resources/waves/WAVE/NAMESPACE/PLURAL-NAME.yaml (one object)
///                resources/controller-owned/NAMESPACE/PLURAL-NAME.yaml (one object)
///                report.json report.sarif checklist.md checklist.html checklist.json
///                [images.txt mirror/...] [config/...] [originals/...] [included/...]
///   SHA256SUMS = { 64 hex digits, two blanks, path, LF }: every other file but itself and its signature
///   path       = segments of [A-Za-z0-9._-] joined by "/", none of them "." or ".."
///
/// bundle.json is the Manifest below, as `"apiVersion": "nsmkit/v1", "kind": "RestoreBundle"`.
/// docs/bundle-format.md describes every member.
namespace nsmkit::bundle {

/// Grows when older readers would misunderstand a bundle.
inline constexpr int kFormatVersion = 1;

inline constexpr std::string_view kManifestPath = "bundle.json";
inline constexpr std::string_view kSumsPath = "SHA256SUMS";
inline constexpr std::string_view kSignaturePath = "SHA256SUMS.sig";
inline constexpr std::string_view kRestoreListPath = "restore.list";
inline constexpr std::string_view kRestoreScriptPath = "restore.sh";
inline constexpr std::string_view kReadmePath = "README.md";

/// A file that was read.
struct SourceFile {
  std::string name;
  std::string sha256;
  std::uint64_t size = 0;
  std::string original;  ///< path of its copy in the bundle; empty: none
};

/// What converting an object to the target's form did.
enum class Conversion : std::uint8_t { kNone, kLossless, kLossy };

/// An object that the bundle holds.
struct ObjectEntry {
  base::ResourceRef ref;
  std::uint32_t wave = 0;
  std::string file;
  std::string list;  ///< path of the List that holds it, too; empty for controller-owned objects
  std::string sha256;
  base::Location source;
  std::string owner;  ///< the controller that makes it by itself: "Canary catalog"; else empty
  std::vector<std::string> stripped;  ///< JSON pointers of what was taken out
  Conversion conversion = Conversion::kNone;
};

/// An object that was read and is not in the bundle.
struct SkippedEntry {
  base::ResourceRef ref;
  base::Location source;
  std::string reason;
};

/// A carrier of the mesh's configuration that was read.
struct ConfigurationEntry {
  std::string what;  ///< "Helm values", "ConfigMap nginx-mesh/mesh-config"
  base::Location source;
};

/// Errors that the user allowed.
struct AllowedRule {
  std::string code;
  std::string slug;
  std::uint64_t count = 0;
};

struct FileEntry {
  std::string path;
  std::string sha256;
  std::uint64_t size = 0;

  auto operator<=>(const FileEntry&) const = default;
};

/// Objects read, by what became of them: `read` is the sum of the others but `objects`.
struct Accounts {
  std::uint64_t read = 0;
  std::uint64_t restored = 0;          ///< became objects that restore.sh creates
  std::uint64_t controller_owned = 0;  ///< set aside for their controller
  std::uint64_t configuration = 0;
  std::uint64_t skipped = 0;
  std::uint64_t objects = 0;  ///< in the bundle, set aside ones included

  auto operator<=>(const Accounts&) const = default;
};

/// What bundle.json says.
struct Manifest {
  int format_version = kFormatVersion;
  std::string tool_version;
  std::string from;  ///< empty: not said
  std::string to;
  std::string platform;
  std::string installer;
  bool with_secrets = false;
  std::vector<SourceFile> sources;
  std::vector<ObjectEntry> objects;  ///< by wave, resource, namespace, name
  std::vector<SkippedEntry> skipped;
  std::vector<ConfigurationEntry> configuration;
  std::vector<AllowedRule> allowed;
  std::uint64_t errors = 0;  ///< allowed ones
  std::uint64_t warnings = 0;
  std::uint64_t infos = 0;
  std::vector<FileEntry> files;  ///< all but bundle.json, SHA256SUMS and its signature, by path
};

/// Counts what became of the objects, from the lists.
[[nodiscard]] Accounts accounts(const Manifest& manifest);

/// The text of bundle.json.
[[nodiscard]] std::string manifest_text(const Manifest& manifest);

/// Why a text is no bundle.json that can be relied on.
struct ManifestFault {
  enum class Kind : std::uint8_t { kBroken, kTooNew, kAccounts };
  Kind kind = Kind::kBroken;
  std::string message;
};

/// Reads bundle.json. Whatever it holds, it never throws.
[[nodiscard]] std::variant<Manifest, ManifestFault> read_manifest(std::string_view text);

}  // namespace nsmkit::bundle
