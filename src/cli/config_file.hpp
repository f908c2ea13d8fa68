#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "io/file_system.hpp"

namespace nsmkit::cli {

/// The file that is read where no --config names another.
inline constexpr const char* kConfigFile = ".nsmkit.yaml";

/// A report and where it goes; an empty file is standard output.
struct OutputChoice {
  std::string format;
  std::string file;
};

/// Rules switched on and off and given other severities; names are slugs.
struct RuleChoices {
  std::vector<std::string> enable;
  std::vector<std::string> disable;
  std::map<std::string, base::Severity> severity;
};

/// What a configuration file says. Paths are as the working directory sees them.
struct Config {
  std::optional<std::string> to;
  std::optional<std::string> from;
  std::optional<std::string> crds;
  std::optional<std::string> fail_on;
  std::optional<std::string> baseline;
  std::optional<bool> show_suppressed;
  RuleChoices rules;
  std::vector<OutputChoice> outputs;
};

/// Reads a configuration. Throws base::Error: wrong usage, with FILE:LINE:COLUMN, for unknown keys, rules,
/// releases and formats, and for values of another type.
[[nodiscard]] Config read_config(const io::FileSystem& files, const std::string& file);

/// The severity of that name; `text` is one of error, warning, info.
[[nodiscard]] base::Severity severity_of(const std::string& text);

/// Why this rule may not be given this severity (nothing: not be switched off); empty when it may.
[[nodiscard]] std::string refusal(const base::RuleInfo& rule, std::optional<base::Severity> severity);

}  // namespace nsmkit::cli
