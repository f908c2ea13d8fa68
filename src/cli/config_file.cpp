#include "cli/config_file.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "cli/config_document.hpp"
#include "releases/catalog.hpp"
#include "render/renderer.hpp"
#include "render/rule_catalogue.hpp"

namespace nsmkit::cli {

namespace {

const base::RuleInfo& known_rule(const ConfigDocument& document, const std::string& pointer,
                                 const std::string& name) {
  const auto* entry = render::find_rule(name);
  if (entry == nullptr) {
    document.fail_at_key(pointer, render::unknown_rule(name));
  }
  return *entry->info;
}

void check_release(const ConfigDocument& document, const std::string& pointer) {
  const auto name = document.text(pointer);
  if (!name || releases::catalog().find_release(*name) != nullptr) {
    return;
  }
  const auto meant = releases::catalog().suggest(*name);
  document.fail(pointer, "there is no release '" + *name + "' of NGINX Service Mesh" +
                             (meant ? "; did you mean " + std::string(*meant) + "?" : ""));
}

// Paths in the file are meant from the file's own folder.
std::optional<std::string> path(const ConfigDocument& document, const std::string& pointer) {
  const auto given = document.text(pointer);
  const auto slash = document.file().rfind('/');
  if (!given || given->starts_with('/') || slash == std::string::npos) {
    return given;
  }
  return document.file().substr(0, slash + 1) + *given;
}

std::vector<std::string> rule_list(const ConfigDocument& document, const std::string& pointer) {
  std::vector<std::string> slugs;
  for (const std::string& at : document.items(pointer)) {
    slugs.emplace_back(known_rule(document, at, document.text(at).value_or("")).slug);
  }
  return slugs;
}

std::map<std::string, base::Severity> severities(const ConfigDocument& document) {
  std::map<std::string, base::Severity> chosen;
  const Json* given = document.find("/severity");
  if (given == nullptr) {
    return chosen;
  }
  if (!given->is_object()) {
    document.fail("/severity", "'severity' has to be a mapping of rules to error, warning or info");
  }
  for (const auto& [name, value] : given->items()) {
    std::string at = "/severity";
    base::append_token(at, name);
    const base::RuleInfo& rule = known_rule(document, at, name);
    const base::Severity severity =
        severity_of(document.choice(at, {"error", "warning", "info"}).value_or(""));
    if (const std::string why = refusal(rule, severity); !why.empty()) {
      document.fail(at, why);
    }
    chosen[std::string(rule.slug)] = severity;
  }
  return chosen;
}

RuleChoices rule_choices(const ConfigDocument& document) {
  RuleChoices choices;
  choices.enable = rule_list(document, "/enable");
  for (const std::string& at : document.items("/disable")) {
    const base::RuleInfo& rule = known_rule(document, at, document.text(at).value_or(""));
    if (const std::string why = refusal(rule, std::nullopt); !why.empty()) {
      document.fail(at, why);
    }
    choices.disable.emplace_back(rule.slug);
    if (std::find(choices.enable.begin(), choices.enable.end(), rule.slug) != choices.enable.end()) {
      document.fail(at, "'" + std::string(rule.slug) + "' is enabled as well");
    }
  }
  choices.severity = severities(document);
  return choices;
}

void check_format(const ConfigDocument& document, const std::string& pointer, const std::string& format) {
  const auto renderers = render::all_renderers();
  std::vector<std::string_view> names;
  for (const auto& renderer : renderers) {
    names.push_back(renderer->name());
  }
  if (std::find(names.begin(), names.end(), format) == names.end()) {
    const auto meant = base::nearest(format, names);
    document.fail(pointer, "there is no format '" + format + "'" +
                               (meant ? "; did you mean '" + std::string(*meant) + "'?" : ""));
  }
}

// With a file first: that is the order in which --format and --output are paired.
std::vector<OutputChoice> outputs(const ConfigDocument& document) {
  std::vector<OutputChoice> choices;
  for (const std::string& at : document.items("/outputs")) {
    document.check_keys(at, {"format", "file"});
    const auto format = document.text(at + "/format");
    if (!format) {
      document.fail(at, "an output needs a format");
    }
    check_format(document, at + "/format", *format);
    choices.push_back({*format, path(document, at + "/file").value_or("")});
  }
  std::stable_partition(choices.begin(), choices.end(),
                        [](const OutputChoice& c) { return !c.file.empty(); });
  if (choices.size() > 1 && choices[choices.size() - 2].file.empty()) {
    document.fail("/outputs", "only one report can go to standard output; give the others a file");
  }
  return choices;
}

}  // namespace

Config read_config(const io::FileSystem& files, const std::string& file) {
  const ConfigDocument document(files, file);
  document.check_keys("", {"to", "from", "crds", "failOn", "enable", "disable", "severity", "baseline",
                           "showSuppressed", "outputs"});
  check_release(document, "/to");
  check_release(document, "/from");
  Config config;
  config.to = document.text("/to");
  config.from = document.text("/from");
  config.crds = path(document, "/crds");
  config.fail_on = document.choice("/failOn", {"error", "warning", "info", "never"});
  config.baseline = path(document, "/baseline");
  config.show_suppressed = document.flag("/showSuppressed");
  config.rules = rule_choices(document);
  config.outputs = outputs(document);
  return config;
}

base::Severity severity_of(const std::string& text) {
  return text == "error"     ? base::Severity::kError
         : text == "warning" ? base::Severity::kWarning
                             : base::Severity::kInfo;
}

std::string refusal(const base::RuleInfo& rule, std::optional<base::Severity> severity) {
  if (validate::can_be_silenced(rule) || (severity && *severity >= rule.severity)) {
    return "";
  }
  return "'" + std::string(rule.slug) + "' is about reading the input: it cannot be " +
         (severity ? "lowered below " + std::string(base::to_string(rule.severity)) : "disabled");
}

}  // namespace nsmkit::cli
