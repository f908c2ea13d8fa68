#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "bundle/contents.hpp"
#include "bundle/manifest.hpp"
#include "bundle/restore_list.hpp"

namespace nsmkit::bundle {

/// An object to be restored, in the form that goes into the bundle.
struct Restorable {
  Json object;
  base::Location source;
  std::vector<std::string> stripped;  ///< JSON pointers of what was taken out
  Conversion conversion = Conversion::kNone;
  std::string owner;  ///< the controller that makes it by itself: "Canary catalog"; else empty
};

/// Why the object cannot be a file of a bundle, in words that follow its name; empty when it can.
[[nodiscard]] std::string file_fault(const Json& object);

/// Adds the files of all objects: one each, the Lists of the upgrade guide, restore.list; and their entries
/// to the manifest. None of them may have a file_fault(). Every text is read back by the second YAML reader
/// and compared; throws base::Error (a bug) when that finds another value.
void add_resources(std::vector<Restorable> objects, Contents& contents, Manifest& manifest);

/// The line of restore.list for an object of a manifest.
[[nodiscard]] RestoreEntry restore_entry(const ObjectEntry& object);

/// Throws base::Error (a bug) unless the second YAML reader reads exactly `value` from `text`.
void prove(std::string_view text, const Json& value, const std::string& path);

}  // namespace nsmkit::bundle
