#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "cli/common_options.hpp"
#include "cli/config_file.hpp"
#include "io/file_system.hpp"
#include "render/renderer.hpp"
#include "render/report.hpp"

namespace nsmkit::cli {

/// --format and --output, each given any number of times: the first --output takes the first --format, and so
/// on; formats left over go to standard output.
class ReportOutput {
 public:
  ReportOutput();

  void add_to(CLI::App& app);

  /// What to write when the command line names no format and no file.
  void use_defaults(const std::vector<OutputChoice>& outputs);

  /// A report's file (or standard output, if null) and its format.
  struct Output {
    const render::Renderer* renderer;
    std::unique_ptr<io::OutputFile> file;
  };

  /// Opens the files before any work is done. Throws base::Error for unknown formats, and when two reports
  /// would go to standard output.
  [[nodiscard]] std::vector<Output> open(Context& context) const;

  void write(const render::Report& report, const std::vector<Output>& outputs, const GlobalOptions& global,
             Context& context) const;

 private:
  [[nodiscard]] const render::Renderer& find(const std::string& name) const;

  std::vector<std::unique_ptr<render::Renderer>> renderers_;
  std::vector<std::string> formats_;
  std::vector<std::string> files_;
};

}  // namespace nsmkit::cli
