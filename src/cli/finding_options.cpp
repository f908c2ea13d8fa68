#include "cli/finding_options.hpp"

#include <algorithm>
#include <set>

#include "cli/common_options.hpp"
#include "cli/today.hpp"
#include "render/rule_catalogue.hpp"

namespace nsmkit::cli {

namespace {

constexpr const char* kGroup = "Which findings count";

const base::RuleInfo& known_rule(const std::string& name) {
  const auto* entry = render::find_rule(name);
  if (entry == nullptr) {
    usage_error(render::unknown_rule(name) + "\nRun 'nsmkit rules' for the list.");
  }
  return *entry->info;
}

void refuse(const std::string& option, const std::string& why) {
  if (!why.empty()) {
    usage_error(option + ": " + why);
  }
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

void FindingOptions::add_to(CLI::App& app) {
  const auto add = [&app](const char* name, auto& value, const char* text) {
    return app.add_option(name, value, text)->group(kGroup);
  };
  add("--fail-on", fail_on_,
      "Lowest severity that makes the exit status 1: error, warning, info or never [default: error]")
      ->check(CLI::IsMember({"error", "warning", "info", "never"}));
  add("--enable", enable_, "Rule that the configuration switches off, by slug or code")
      ->allow_extra_args(false);
  add("--disable", disable_, "Rule to leave out, by slug or code")->allow_extra_args(false);
  add("--severity", severity_, "SLUG=error, SLUG=warning or SLUG=info: another severity for a rule")
      ->allow_extra_args(false);
  add("--baseline", baseline_, "File with findings that are known and accepted");
  auto* write = add("--write-baseline", write_baseline_, "Write what is found as such a file, and accept it");
  add("--reason", reason_, "Reason for the new entries of --write-baseline")->needs(write);
  add("--expires", expires_, "Last day on which they count: YYYY-MM-DD")->needs(write);
  app.add_flag("--show-suppressed", show_suppressed_, "Report suppressed findings too, marked as such")
      ->group(kGroup);
  auto* config = add("--config", config_, "Configuration file [default: .nsmkit.yaml, if there is one]");
  app.add_flag("--no-config", no_config_, "Read no configuration file")->group(kGroup)->excludes(config);
}

Config FindingOptions::read_config(const Context& context) const {
  if (!config_.empty()) {
    return cli::read_config(context.files, config_);
  }
  if (no_config_ || context.files.type(kConfigFile) == io::PathType::kMissing) {
    return {};
  }
  return cli::read_config(context.files, kConfigFile);
}

RuleChoices FindingOptions::rule_choices(const RuleChoices& config) const {
  std::vector<std::string> enabled, disabled;
  for (const std::string& name : enable_) {
    enabled.emplace_back(known_rule(name).slug);
  }
  for (const std::string& name : disable_) {
    const base::RuleInfo& rule = known_rule(name);
    refuse("--disable", refusal(rule, std::nullopt));
    if (contains(enabled, rule.slug)) {
      usage_error("--disable: '" + name + "' is enabled as well");
    }
    disabled.emplace_back(rule.slug);
  }
  RuleChoices choices = config;
  std::erase_if(choices.disable, [&enabled](const std::string& slug) { return contains(enabled, slug); });
  choices.disable.insert(choices.disable.end(), disabled.begin(), disabled.end());
  for (const std::string& text : severity_) {
    const auto equals = text.find('=');
    const std::string level = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (level != "error" && level != "warning" && level != "info") {
      usage_error("--severity " + text + ": write SLUG=error, SLUG=warning or SLUG=info");
    }
    const base::RuleInfo& rule = known_rule(text.substr(0, equals));
    refuse("--severity", refusal(rule, severity_of(level)));
    choices.severity[std::string(rule.slug)] = severity_of(level);
  }
  return choices;
}

FindingSettings FindingOptions::merge(const Config& config, const Context& context) const {
  FindingSettings settings;
  settings.rules = rule_choices(config.rules);
  const std::string fail_on = fail_on_.empty() ? config.fail_on.value_or("error") : fail_on_;
  settings.fail_on = fail_on == "never" ? std::nullopt : std::optional(severity_of(fail_on));
  settings.show_suppressed = show_suppressed_ || config.show_suppressed.value_or(false);
  settings.baseline = baseline_.empty() ? config.baseline.value_or("") : baseline_;
  settings.write_baseline = write_baseline_;
  settings.reason =
      reason_.empty() ? "in the backup when the baseline was written on " + today(context) : reason_;
  settings.expires = expires_;
  if (!expires_.empty() && !is_date(expires_)) {
    usage_error("--expires: '" + expires_ + "' is no date; write YYYY-MM-DD");
  }
  return settings;
}

void apply_rule_choices(const RuleChoices& choices, std::vector<base::Finding>& findings) {
  const std::set<std::string_view> off(choices.disable.begin(), choices.disable.end());
  std::erase_if(findings, [&off](const base::Finding& finding) { return off.contains(finding.rule->slug); });
  for (base::Finding& finding : findings) {
    const auto chosen = choices.severity.find(std::string(finding.rule->slug));
    if (chosen != choices.severity.end()) {
      const bool lowerable = validate::can_be_silenced(*finding.rule);
      finding.severity = lowerable ? chosen->second : std::max(finding.severity, chosen->second);
    }
  }
}

}  // namespace nsmkit::cli
