#include "cli/diff_output.hpp"

#include <algorithm>
#include <sstream>

#include "base/text.hpp"

namespace nsmkit::cli {

namespace {

const render::DiffFormat& find_format(const std::string& name) {
  std::vector<std::string_view> names;
  for (const render::DiffFormat& format : render::diff_formats()) {
    if (format.name == name) return format;
    names.push_back(format.name);
  }
  const auto meant = base::nearest(name, names);
  usage_error("there is no format '" + name + "'" +
              (meant ? "; did you mean '" + std::string(*meant) + "'?" : ""));
}

}  // namespace

void DiffOutput::add_to(CLI::App& app) {
  std::string names;
  for (const render::DiffFormat& format : render::diff_formats()) {
    names.append(names.empty() ? "" : ", ").append(format.name);
  }
  app.add_option("-f,--format", formats_,
                 "Report format, may be given several times: " + names + " [default: text]")
      ->allow_extra_args(false);
  app.add_option("-o,--output", files_,
                 "File for the report of the format given before it; the others go to standard output")
      ->allow_extra_args(false);
}

std::vector<DiffOutput::Output> DiffOutput::open(Context& context) const {
  std::vector<std::string> formats = formats_;
  if (formats.size() < files_.size() || formats.empty()) {
    formats.emplace_back("text");
  }
  if (formats.size() < files_.size() || formats.size() > files_.size() + 1) {
    usage_error("give one --format for each --output; only one report can go to standard output");
  }
  std::vector<Output> outputs;
  auto file = files_.begin();
  for (const std::string& name : formats) {
    const render::DiffFormat& format = find_format(name);
    outputs.push_back({&format, file == files_.end() ? nullptr : context.files.create(*file)});
    if (file != files_.end()) ++file;
  }
  return outputs;
}

diff::Matrix DiffOutput::matrix_of(const std::vector<Output>& outputs) {
  const bool wanted = std::ranges::any_of(
      outputs, [](const Output& output) { return output.format->matrix == diff::Matrix::kMade; });
  return wanted ? diff::Matrix::kMade : diff::Matrix::kLeftOut;
}

void DiffOutput::write(const render::DiffReport& report, const std::vector<Output>& outputs,
                       const GlobalOptions& global, Context& context) {
  for (const Output& output : outputs) {
    if (output.file == nullptr) {
      output.format->write(report, color_out(global, context), context.out);
      continue;
    }
    std::ostringstream text;
    output.format->write(report, render::Color::kNever, text);
    output.file->write(text.str());
    output.file->commit();
  }
}

}  // namespace nsmkit::cli
