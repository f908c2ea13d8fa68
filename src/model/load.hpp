#pragma once

#include <istream>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "io/file_system.hpp"
#include "model/input.hpp"
#include "model/resource.hpp"
#include "yaml/limits.hpp"

namespace nsmkit::model {

/// What was read, for the closing line of every run.
struct LoadCounts {
  std::uint64_t files = 0;      ///< opened, readable or not
  std::uint64_t documents = 0;  ///< YAML documents or JSON texts, empty ones included
  std::uint64_t resources = 0;  ///< objects, Lists opened
  std::uint64_t skipped = 0;    ///< documents and items that hold no object: empty or broken
  std::uint64_t ignored = 0;    ///< files in directories that are not YAML or JSON by name
};

/// Receives what the loader reads, in the order of the files. A List is announced by its members without the
/// items (those read so far, for a long List), then come its items, then all its members.
class ResourceSink {
 public:
  ResourceSink() = default;
  ResourceSink(const ResourceSink&) = delete;
  ResourceSink& operator=(const ResourceSink&) = delete;
  virtual ~ResourceSink() = default;

  virtual void begin_file(const std::string& path) { static_cast<void>(path); }
  virtual void begin_list(const Json& head) { static_cast<void>(head); }
  virtual void resource(Resource&& resource) = 0;

  /// Whether an object without apiVersion and kind is of use all the same: then it is no finding.
  [[nodiscard]] virtual bool claims(const Json& object) const {
    static_cast<void>(object);
    return false;
  }

  virtual void end_list(const Json& members) { static_cast<void>(members); }
  virtual void end_file(bool complete, yaml::Comments comments) {
    static_cast<void>(complete);
    static_cast<void>(comments);
  }
};

struct LoadResult {
  LoadCounts counts;
  std::vector<base::Finding> findings;  ///< NSM1xx
  bool only_empty_lists = false;        ///< all that was read; the one finding says so

  /// False when some input was not read, or not to its end: exit status 3.
  [[nodiscard]] bool complete() const;
};

/// Reads all files behind `paths` and hands every object to `sink`. Lists are opened.
LoadResult load(const io::FileSystem& files, const std::vector<std::string>& paths,
                std::istream& standard_input, const yaml::Limits& limits, ResourceSink& sink);

}  // namespace nsmkit::model
