#pragma once

#include <memory>
#include <string>

#include "base/json.hpp"
#include "io/file_system.hpp"
#include "model/resource.hpp"

namespace nsmkit::cli {

/// Writes what a command did to each object, as JSON:
/// `{"apiVersion":"nsmkit/v1","kind":"Changes","objects":[…]}` with file, document, item, resource, whether
/// the object was skipped, and the RFC 6902 patch that turns the object as read into the object as written.
class ChangesFile {
 public:
  /// An empty `path` writes nothing.
  ChangesFile(io::FileSystem& files, const std::string& path);

  /// Whether a file was asked for.
  [[nodiscard]] bool wanted() const { return file_ != nullptr; }

  void add(const model::Resource& resource, const Json& patch, bool skipped);
  void finish();

 private:
  std::unique_ptr<io::OutputFile> file_;
  bool first_ = true;
};

}  // namespace nsmkit::cli
