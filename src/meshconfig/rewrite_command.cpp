#include <algorithm>

#include "base/json_text.hpp"
#include "base/pointer.hpp"
#include "meshconfig/deploy_arguments.hpp"
#include "meshconfig/rewrite.hpp"
#include "meshconfig/strip_tracing.hpp"
#include "meshconfig/to_command.hpp"
#include "releases/config_fields.hpp"
#include "releases/deploy_flags.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::DeployFlag;
using Result = std::variant<std::string, yaml::EditFault>;

/// A flag as it stands in the text, in bytes, with the blanks before it.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_removed(const DeployFlag& flag, const CarrierEdit& edit) {
  const std::string pointer = releases::pointer_of(flag.path);
  return !flag.path.empty() &&
         std::any_of(edit.remove.begin(), edit.remove.end(), [&pointer](const std::string& removed) {
           return pointer == removed || pointer.starts_with(removed + "/");
         });
}

std::vector<Span> spans_of(const std::vector<ShellWord>& words, const CarrierEdit& edit) {
  std::vector<Span> spans;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view text = words[i].text;
    const DeployFlag* flag = releases::deploy_flag(text.substr(0, text.find('=')));
    if (flag == nullptr) {
      continue;
    }
    const bool has_next =
        flag->form != releases::FlagForm::kSwitch && text.find('=') == std::string_view::npos;
    const std::size_t last = has_next && i + 1 < words.size() ? i + 1 : i;
    if (is_removed(*flag, edit)) {
      spans.push_back({i == 0 ? words[0].begin : words[i - 1].end, words[last].end});
      if (i == 0 && edit.insert.empty() && last + 1 < words.size()) {
        spans.back().end = words[last + 1].begin;  // nothing stands before it whose blanks could go
      }
    }
    i = last;
  }
  return spans;
}

Json settings_after(const CarrierEdit& edit) {
  Stripped stripped;
  stripped.remove = edit.remove;
  stripped.insert = edit.insert;
  return meshconfig::apply(edit.carrier->settings, stripped);
}

// Only telemetry is ever inserted.
std::vector<std::string> added_flags(const CarrierEdit& edit, const Json& after) {
  if (edit.insert.empty()) {
    return {};
  }
  const Json* otlp = base::find(after, "/telemetry/exporters/otlp");
  const Json* ratio = base::find(after, "/telemetry/samplerRatio");
  return {"--telemetry-exporters",
          "type=otlp,host=" + otlp->value("host", "") + ",port=" + base::json_text(otlp->at("port")),
          "--telemetry-sampler-ratio", base::json_text(*ratio)};
}

// What stands between two flags: as the command is laid out.
std::string_view separator_in(std::string_view arguments) {
  if (arguments.find("\\\n") != std::string_view::npos) {
    return " \\\n  ";
  }
  return arguments.find('\n') != std::string_view::npos ? "\n" : " ";
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    text += word.starts_with("--") ? separator : " ";
    text += shell_word(word);
  }
  return text;
}

Result checked(std::string text, const Carrier& carrier, const Json& after) {
  std::vector<base::Finding> ignored;
  const Carrier again = read_deploy_command(text, carrier.location.file, ignored);
  if (again.settings != after) {
    return yaml::EditFault{"the command could not be changed without changing more of it",
                           carrier.location.position};
  }
  return text;
}

}  // namespace

Result rewrite_command(std::string_view text, const CarrierEdit& edit) {
  const auto arguments = find_deploy_arguments(text);
  if (!arguments || arguments->words.empty()) {
    return std::string(text);
  }
  const std::vector<ShellWord>& words = arguments->words;
  const std::vector<Span> spans = spans_of(words, edit);
  if (spans.empty()) {
    return yaml::EditFault{"the flags that set this could not be found", edit.carrier->location.position};
  }
  const Json after = settings_after(edit);
  const std::string_view between = text.substr(words.front().begin, words.back().end - words.front().begin);
  const std::string_view separator = separator_in(between);
  const std::string added = joined(added_flags(edit, after), separator);
  std::string result;
  std::size_t at = 0;
  for (const Span& span : spans) {
    result.append(text.substr(at, std::max(at, span.begin) - at));
    if (&span == &spans.front()) {
      result += span.begin == words[0].begin && !added.empty() ? added.substr(separator.size()) : added;
    }
    at = std::max(at, span.end);
  }
  result.append(text.substr(at));
  return checked(std::move(result), *edit.carrier, after);
}

}  // namespace nsmkit::meshconfig
