#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "cli/config_file.hpp"

namespace nsmkit::cli {

/// Which findings count, and for how much: command line and configuration file taken together.
struct FindingSettings {
  RuleChoices rules;  ///< `enable` has done its work: `disable` is what is off
  std::optional<base::Severity> fail_on = base::Severity::kError;  ///< nothing: never
  bool show_suppressed = false;
  std::string baseline;        ///< empty: none
  std::string write_baseline;  ///< empty: none
  std::string reason;          ///< of new entries
  std::string expires;
};

/// --config, --no-config, --fail-on, --enable, --disable, --severity, --baseline and what goes with them.
class FindingOptions {
 public:
  void add_to(CLI::App& app);

  /// The configuration that applies; all empty when there is none.
  [[nodiscard]] Config read_config(const Context& context) const;

  /// The command line's word, and the configuration's where it says nothing. Throws base::Error (wrong
  /// usage).
  [[nodiscard]] FindingSettings merge(const Config& config, const Context& context) const;

 private:
  [[nodiscard]] RuleChoices rule_choices(const RuleChoices& config) const;

  std::string config_;
  bool no_config_ = false;
  std::string fail_on_;
  std::vector<std::string> enable_;
  std::vector<std::string> disable_;
  std::vector<std::string> severity_;
  std::string baseline_;
  std::string write_baseline_;
  std::string reason_;
  std::string expires_;
  bool show_suppressed_ = false;
};

/// Leaves out findings of rules that are off, and gives the others their severity.
void apply_rule_choices(const RuleChoices& choices, std::vector<base::Finding>& findings);

}  // namespace nsmkit::cli
