#include "cli/report_output.hpp"

#include <sstream>

#include "base/text.hpp"

namespace nsmkit::cli {

ReportOutput::ReportOutput() : renderers_(render::all_renderers()) {}

void ReportOutput::add_to(CLI::App& app) {
  std::string names;
  for (const auto& renderer : renderers_) {
    names.append(names.empty() ? "" : ", ").append(renderer->name());
  }
  app.add_option("-f,--format", formats_,
                 "Report format, may be given several times: " + names + " [default: text]")
      ->allow_extra_args(false);
  app.add_option("-o,--output", files_,
                 "File for the report of the format given before it; the others go to standard output")
      ->allow_extra_args(false);
}

void ReportOutput::use_defaults(const std::vector<OutputChoice>& outputs) {
  if (!formats_.empty() || !files_.empty()) {
    return;
  }
  for (const OutputChoice& output : outputs) {
    formats_.push_back(output.format);
    if (!output.file.empty()) {
      files_.push_back(output.file);
    }
  }
}

const render::Renderer& ReportOutput::find(const std::string& name) const {
  std::vector<std::string_view> names;
  for (const auto& renderer : renderers_) {
    if (renderer->name() == name) {
      return *renderer;
    }
    names.push_back(renderer->name());
  }
  const auto meant = base::nearest(name, names);
  usage_error("there is no format '" + name + "'" +
              (meant ? "; did you mean '" + std::string(*meant) + "'?" : ""));
}

std::vector<ReportOutput::Output> ReportOutput::open(Context& context) const {
  std::vector<std::string> formats = formats_;
  if (formats.size() < files_.size() || formats.empty()) {
    formats.emplace_back("text");
  }
  if (formats.size() < files_.size() || formats.size() > files_.size() + 1) {
    usage_error("give one --format for each --output; only one report can go to standard output");
  }
  std::vector<Output> outputs;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    outputs.push_back({&find(formats[i]), i < files_.size() ? context.files.create(files_[i]) : nullptr});
  }
  return outputs;
}

void ReportOutput::write(const render::Report& report, const std::vector<Output>& outputs,
                         const GlobalOptions& global, Context& context) const {
  for (const Output& output : outputs) {
    if (output.file == nullptr) {
      output.renderer->render(report, color_out(global, context), context.out);
      continue;
    }
    std::ostringstream text;
    output.renderer->render(report, render::Color::kNever, text);
    output.file->write(text.str());
    output.file->commit();
  }
}

}  // namespace nsmkit::cli
