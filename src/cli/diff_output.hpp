#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "cli/common_options.hpp"
#include "io/file_system.hpp"
#include "render/diff_report.hpp"

namespace nsmkit::cli {

/// --format and --output of a comparison, as ReportOutput has them for findings.
class DiffOutput {
 public:
  void add_to(CLI::App& app);

  /// A report's file (or standard output, if null) and its format.
  struct Output {
    const render::DiffFormat* format;
    std::unique_ptr<io::OutputFile> file;
  };

  /// Opens the files before any work is done. Throws base::Error for unknown formats, and when two reports
  /// would go to standard output.
  [[nodiscard]] std::vector<Output> open(Context& context) const;

  /// Whether one of the formats shows the access matrix.
  [[nodiscard]] static diff::Matrix matrix_of(const std::vector<Output>& outputs);

  static void write(const render::DiffReport& report, const std::vector<Output>& outputs,
                    const GlobalOptions& global, Context& context);

 private:
  std::vector<std::string> formats_;
  std::vector<std::string> files_;
};

}  // namespace nsmkit::cli
