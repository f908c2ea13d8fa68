#include "cli/common_options.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::cli {

namespace {

render::Color resolve(const GlobalOptions& global, bool automatic) {
  const bool on = global.color == "always" || (global.color == "auto" && automatic);
  return on ? render::Color::kAlways : render::Color::kNever;
}

}  // namespace

void DeployArgsOption::add_to(CLI::App& app) {
  app.add_option(kName, text, "The arguments of `nginx-meshctl deploy`, in one word, in place of a file");
}

void DeployArgsOption::check(const InputOptions& input) const {
  if (input.paths.empty() && text.empty()) {
    usage_error(std::string("nothing to read: name a PATH, or give ") + kName);
  }
}

void InputOptions::add_to(CLI::App& app, Paths need) {
  app.add_option("PATH", paths,
                 "Files, directories (walked for *.yaml, *.yml, *.json) or - for standard input")
      ->required(need == Paths::kRequired);
  add_limits_to(app);
}

void InputOptions::add_limits_to(CLI::App& app) {
  app.add_option("--max-size", limits.max_bytes,
                 "Largest file to read, in bytes; 512MB and 2GB are understood")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str()
      ->group(kLimitsGroup);
  app.add_option("--max-depth", limits.max_depth, "Most levels of nesting")
      ->check(CLI::Range(1U, 10'000U))
      ->capture_default_str()
      ->group(kLimitsGroup);
}

render::Color color_out(const GlobalOptions& global, const Context& context) {
  return resolve(global, context.color_out);
}
render::Color color_err(const GlobalOptions& global, const Context& context) {
  return resolve(global, context.color_err);
}

void print_findings(std::vector<base::Finding> findings, render::Color color, std::ostream& out) {
  std::stable_sort(findings.begin(), findings.end(), base::report_order);
  for (const base::Finding& finding : findings) {
    render::print_finding(finding, color, out);
  }
}

std::string count_text(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void usage_error(const std::string& message) { throw base::Error(base::ExitStatus::kUsage, message); }

}  // namespace nsmkit::cli
