#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "cli/app.hpp"
#include "model/resource.hpp"
#include "normalize/resource_writer.hpp"

namespace nsmkit::cli {

/// Where objects go that a command rewrites: one stream, a directory with the input's file names, or a file
/// an object. A file is written only when its input was read to the end.
class RewrittenOutput {
 public:
  struct Options {
    std::string file;       ///< one file for all; empty: standard output
    std::string directory;  ///< instead: a directory
    bool split = false;     ///< in it, one file an object
    std::optional<normalize::Format> format;

    /// Adds --output, --output-dir, --split and --format.
    void add_to(CLI::App& app);

    /// Throws base::Error (wrong usage) when the options do not go together.
    void check() const;
  };

  /// Throws base::Error (wrong usage) when two of the input files `paths` stand for would be written to one
  /// file.
  RewrittenOutput(Options options, const std::vector<std::string>& paths, Context& context);

  void begin_file(const std::string& path);
  void begin_list(const Json& head);
  void object(const model::Resource& resource);
  void end_list(const Json& members);
  void end_file(bool complete);

  /// Makes the one file of all inputs final.
  void finish();

  /// Whether the objects go to standard output, so that findings have to go elsewhere.
  [[nodiscard]] bool to_standard_output() const {
    return options_.file.empty() && options_.directory.empty();
  }

 private:
  void check_names(const std::vector<std::string>& paths) const;
  void split_object(const model::Resource& resource);
  [[nodiscard]] std::string split_path(const base::ResourceRef& ref);
  void open(const std::string& path, normalize::Format format);

  Options options_;
  Context& context_;
  std::unique_ptr<io::OutputFile> file_;
  std::optional<normalize::ResourceWriter> writer_;
  std::set<std::string> split_paths_;
  std::vector<std::pair<std::string, std::string>> pending_;  ///< split files of the input being read
};

}  // namespace nsmkit::cli
