#include "meshconfig/deploy_arguments.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "meshconfig/carrier.hpp"
#include "releases/deploy_flags.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kProgram = "nginx-meshctl";
constexpr std::string_view kDeploy = "deploy";
constexpr std::size_t kLongestText = std::size_t{1} << 20U;  // a command line is far shorter

// What may stand before a command: prompts, words of the shell, programs that run another one.
constexpr std::array<std::string_view, 15> kPrefixes{"$",    "%",    "!",     "{",     "if",
                                                     "then", "else", "do",    "while", "exec",
                                                     "time", "env",  "nohup", "sudo",  "command"};

bool is_assignment(const ShellWord& word) {
  const auto end = word.text.find('=');
  if (end == std::string::npos || end == 0) return false;
  const std::string_view name = std::string_view(word.text).substr(0, end);
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
         std::string_view::npos;
}

bool is_program(std::string_view word) {
  word = word.substr(word.find_last_of("/\\") + 1);
  return word == kProgram || word == "nginx-meshctl.exe";
}

bool is_flag(const ShellWord& word) { return word.text.size() > 1 && word.text[0] == '-'; }

// Flags whose value is the next word.
bool takes_next(const ShellWord& word) {
  if (word.text.find('=') != std::string::npos) return false;
  const auto* flag = releases::deploy_flag(word.text);
  return flag != nullptr && flag->form != releases::FlagForm::kSwitch;
}

// The word after the program's name and all that stands before it; the number of words when it is no such
// command.
std::size_t after_program(const ShellCommand& command) {
  bool after_prefix = false;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const std::string& text = command[i].text;
    if (is_program(text)) return i + 1;
    const bool is_prefix = std::find(kPrefixes.begin(), kPrefixes.end(), text) != kPrefixes.end();
    // `sudo -u root`: an option of the prefix, and perhaps its value.
    const bool is_option = after_prefix && (is_flag(command[i]) || is_flag(command[i - 1]));
    if (!is_prefix && !is_assignment(command[i]) && !is_option) break;
    after_prefix = after_prefix || is_prefix;
  }
  return command.size();
}

// All words but `deploy`, when that is the subcommand: global flags may stand before it.
std::optional<std::vector<ShellWord>> arguments_of(const ShellCommand& command, std::size_t first) {
  for (std::size_t i = first; i < command.size(); ++i) {
    if (command[i].text == kDeploy) {
      const auto at = command.begin();
      std::vector<ShellWord> words(at + static_cast<std::ptrdiff_t>(first),
                                   at + static_cast<std::ptrdiff_t>(i));
      words.insert(words.end(), at + static_cast<std::ptrdiff_t>(i) + 1, command.end());
      return words;
    }
    if (!is_flag(command[i])) return std::nullopt;
    i += takes_next(command[i]) ? 1U : 0U;
  }
  return std::nullopt;
}

bool is_known_flag(const ShellWord& word) {
  return is_flag(word) &&
         releases::deploy_flag(std::string_view(word.text).substr(0, word.text.find('='))) != nullptr;
}

bool are_bare_arguments(const ShellCommand& command) {
  if (command[0].text == kDeploy) return command.size() > 1 && is_known_flag(command[1]);
  return is_known_flag(command[0]);
}

// Arguments alone, on one line or each on its own.
std::optional<DeployArguments> bare_arguments(const ShellText& text) {
  if (text.commands.empty() || !are_bare_arguments(text.commands[0])) return std::nullopt;
  DeployArguments arguments;
  arguments.start = text.commands[0][0].position;
  arguments.unterminated = text.unterminated;
  for (const ShellCommand& command : text.commands) {
    const bool named = command[0].text == kDeploy;
    arguments.words.insert(arguments.words.end(), command.begin() + (named ? 1 : 0), command.end());
  }
  return arguments;
}

// The first word of a text that is YAML or JSON: `key:`, `- item`, a bracket, a document's start.
bool starts_as_data(const ShellText& text) {
  const std::string& first = text.commands[0][0].text;
  return first.ends_with(':') || first == "-" || first.starts_with("---") || first.starts_with('{') ||
         first.starts_with('[') || first.starts_with("%YAML");
}

}  // namespace

std::optional<DeployArguments> find_deploy_arguments(std::string_view text) {
  const ShellText split = split_shell(text);
  std::optional<DeployArguments> found;
  for (const ShellCommand& command : split.commands) {
    auto words = arguments_of(command, after_program(command));
    if (words && found) {
      ++found->commands;
    } else if (words) {
      found = DeployArguments{std::move(*words), command[0].position, 1, {}};
      const bool is_last = &command == &split.commands.back();
      const bool is_inside = split.unterminated && command[0].position < *split.unterminated;
      if (is_last && is_inside) found->unterminated = split.unterminated;
    }
  }
  return found ? found : bare_arguments(split);
}

bool looks_like_deploy_command(std::string_view text) {
  const bool may_be = text.find(kProgram) != std::string_view::npos ||
                      text.find("--") != std::string_view::npos || text.find("-n") != std::string_view::npos;
  if (!may_be || text.size() > kLongestText) return false;
  const ShellText split = split_shell(text);
  if (split.commands.empty() || starts_as_data(split)) return false;
  return find_deploy_arguments(text).has_value();
}

}  // namespace nsmkit::meshconfig
