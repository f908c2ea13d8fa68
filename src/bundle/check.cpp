#include "bundle/check.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/base64.hpp"
#include "base/embedded.hpp"
#include "base/error.hpp"
#include "bundle/bundle_rules.hpp"
#include "bundle/resource_files.hpp"
#include "bundle/sums.hpp"
#include "io/signature.hpp"
#include "releases/restore_order.hpp"

namespace nsmkit::bundle {

namespace {

constexpr std::array kNeeded{kManifestPath, kSumsPath, kRestoreListPath, kRestoreScriptPath, kReadmePath};

class Check {
 public:
  Check(const ReadBundle& bundle, const std::string& public_key) : bundle_(bundle), public_key_(public_key) {}

  Verification run() {
    result_.findings = bundle_.findings;
    if (!bundle_.complete) {
      return std::move(result_);  // all that is missing would be reported, too
    }
    for (const std::string_view path : kNeeded) {
      if (bundle_.content(path) == nullptr) {
        report(kFileMissing, std::string(path) + " is not in the bundle");
      }
    }
    check_sums();
    check_signature();
    check_manifest();
    return std::move(result_);
  }

 private:
  void report(const base::RuleInfo& rule, std::string message) {
    result_.findings.push_back(base::make_finding(rule, std::move(message), {bundle_.path, {}, {}, {}}));
  }

  [[nodiscard]] bool is_trusted(const std::string& path) const { return !damaged_.contains(path); }

  void check_sums() {
    const std::string* text = bundle_.content(kSumsPath);
    if (text == nullptr) {
      return;
    }
    const auto read = read_sums(*text);
    if (const auto* fault = std::get_if<SumsFault>(&read)) {
      report(kManifestBroken, "SHA256SUMS, line " + std::to_string(fault->line) + ": " + fault->message);
      return;
    }
    const auto& sums = std::get<std::map<std::string, std::string>>(read);
    for (const auto& [path, sha256] : sums) {
      const auto file = bundle_.files.find(path);
      if (file == bundle_.files.end()) {
        report(kFileMissing, path + " is named by SHA256SUMS, and not in the bundle");
      } else if (file->second.entry.sha256 != sha256) {
        damaged_.insert(path);
        report(kChecksum, path + " is not the file whose checksum stands in SHA256SUMS");
      }
    }
    for (const auto& [path, file] : bundle_.files) {
      if (path != kSumsPath && path != kSignaturePath && !sums.contains(path)) {
        damaged_.insert(path);
        report(kFileUnexpected, path + " is not named by SHA256SUMS");
      }
    }
  }

  void check_signature() {
    const std::string* text = bundle_.content(kSignaturePath);
    result_.is_signed = text != nullptr;
    if (text == nullptr) {
      if (!public_key_.empty()) {
        report(kSignatureMissing, "the bundle has no signature");
      }
      return;
    }
    if (public_key_.empty()) {
      report(kSignatureUnchecked, "the bundle is signed, and no key was given to check it with");
      return;
    }
    const std::string* sums = bundle_.content(kSumsPath);
    const auto signature = base::decode_base64(std::string_view(*text).substr(0, text->find('\n')));
    const auto verdict = io::verify(sums == nullptr ? "" : *sums, signature.value_or(""), public_key_);
    if (const auto* bad = std::get_if<io::BadKey>(&verdict)) {
      throw base::Error(base::ExitStatus::kUsage, "--key: the key " + bad->reason);
    }
    result_.signature_fits =
        sums != nullptr && signature && std::get<io::Verdict>(verdict) == io::Verdict::kGenuine;
    if (!result_.signature_fits) {
      report(kSignatureWrong, "SHA256SUMS.sig is not the signature of SHA256SUMS by this key");
    }
  }

  void check_manifest() {
    const std::string* text = bundle_.content(kManifestPath);
    if (text == nullptr || !is_trusted(std::string(kManifestPath))) {
      return;
    }
    auto read = read_manifest(*text);
    if (const auto* fault = std::get_if<ManifestFault>(&read)) {
      const bool newer = fault->kind == ManifestFault::Kind::kTooNew;
      const bool accounts = fault->kind == ManifestFault::Kind::kAccounts;
      report(newer      ? kNewerFormat
             : accounts ? kManifestDisagrees
                        : kManifestBroken,
             "bundle.json: " + fault->message);
      return;
    }
    result_.manifest = std::move(std::get<Manifest>(read));
    check_files(*result_.manifest);
    check_objects(*result_.manifest);
    check_lists(*result_.manifest);
    check_restore_list(*result_.manifest);
    check_script(*result_.manifest);
  }

  void check_files(const Manifest& manifest) {
    std::set<std::string> named{std::string(kManifestPath), std::string(kSumsPath),
                                std::string(kSignaturePath)};
    for (const FileEntry& file : manifest.files) {
      named.insert(file.path);
      const auto found = bundle_.files.find(file.path);
      if (found == bundle_.files.end()) {
        report(kFileMissing, file.path + " is named by bundle.json, and not in the bundle");
      } else if (found->second.entry != file && is_trusted(file.path)) {
        report(kManifestDisagrees, file.path + " is not the file that bundle.json names");
      }
    }
    for (const auto& [path, file] : bundle_.files) {
      if (!named.contains(path) && is_trusted(path)) {
        report(kFileUnexpected, path + " is not named by bundle.json");
      }
    }
  }

  void check_objects(const Manifest& manifest) {
    for (const ObjectEntry& object : manifest.objects) {
      const auto file = bundle_.files.find(object.file);
      if (file == bundle_.files.end() || !is_trusted(object.file)) {
        if (file == bundle_.files.end()) {
          report(kFileMissing, object.file + " holds " + model::display_name(object.ref) +
                                   " by bundle.json, and is not in the bundle");
        }
        continue;
      }
      const auto read = read_object(bundle_, object.file);
      if (!read || read->ref != object.ref) {
        report(kManifestDisagrees,
               object.file + " does not hold " + model::display_name(object.ref) + " alone");
      } else if (file->second.entry.sha256 != object.sha256) {
        report(kManifestDisagrees, object.file + " is not the object that bundle.json names");
      }
    }
  }

  // The Lists of the upgrade guide must hold what restore.sh creates, no more and no less.
  void check_lists(const Manifest& manifest) {
    std::map<std::string, std::vector<const ObjectEntry*>> expected;
    for (const releases::RestoreKind& kind : releases::restore_kinds()) {
      expected["resources/" + kind.file];
    }
    for (const ObjectEntry& object : manifest.objects) {
      if (object.owner.empty()) {
        expected[object.list].push_back(&object);
      }
    }
    for (const auto& [path, objects] : expected) {
      if (bundle_.content(path) == nullptr) {
        report(kFileMissing, path + " is not in the bundle");
      } else if (is_trusted(path) && !holds(path, objects)) {
        report(kManifestDisagrees, path + " does not hold just the objects that bundle.json names");
      }
    }
  }

  [[nodiscard]] bool holds(const std::string& path, const std::vector<const ObjectEntry*>& objects) const {
    const auto read = read_objects(bundle_, path);
    return read && std::ranges::equal(*read, objects, [this](const model::Resource& a, const ObjectEntry* b) {
             const auto file = read_object(bundle_, b->file);
             return file && a.ref == b->ref && a.object == file->object;
           });
  }

  void check_restore_list(const Manifest& manifest) {
    const std::string* text = bundle_.content(kRestoreListPath);
    if (text == nullptr || !is_trusted(std::string(kRestoreListPath))) {
      return;
    }
    const auto read = read_restore_list(*text);
    if (const auto* fault = std::get_if<RestoreListFault>(&read)) {
      report(kRestoreListBroken, "restore.list, line " + std::to_string(fault->line) + ": " + fault->text);
      return;
    }
    std::vector<RestoreEntry> listed = std::get<std::vector<RestoreEntry>>(read);
    std::vector<RestoreEntry> expected;
    for (const ObjectEntry& object : manifest.objects) {
      expected.push_back(restore_entry(object));
    }
    std::ranges::sort(listed);
    std::ranges::sort(expected);
    if (listed != expected) {
      report(kRestoreListBroken, "restore.list does not name just the objects of bundle.json");
    }
  }

  void check_script(const Manifest& /*manifest*/) {
    const std::string* script = bundle_.content(kRestoreScriptPath);
    if (script != nullptr && is_trusted(std::string(kRestoreScriptPath)) &&
        std::string_view(*script) != base::embedded("bundle/restore.sh")) {
      report(kScriptChanged, "restore.sh is not the script that this nsmkit writes");
    }
  }

  const ReadBundle& bundle_;
  const std::string& public_key_;
  Verification result_;
  std::set<std::string> damaged_;  ///< files that SHA256SUMS does not vouch for; said once
};

}  // namespace

Verification check_bundle(const ReadBundle& bundle, const std::string& public_key) {
  return Check(bundle, public_key).run();
}

}  // namespace nsmkit::bundle
