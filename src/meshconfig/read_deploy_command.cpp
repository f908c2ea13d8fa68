#include <utility>

#include "meshconfig/carrier_rules.hpp"
#include "meshconfig/deploy_arguments.hpp"
#include "meshconfig/deploy_flag.hpp"
#include "meshconfig/deploy_settings.hpp"
#include "meshconfig/readers.hpp"
#include "releases/deploy_flags.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::deploy_flag;
using releases::FlagForm;

constexpr const char* kImageTag = "--image-tag";

bool starts_with_dash(std::string_view text) {
  return text.starts_with("\xE2\x80\x93") || text.starts_with("\xE2\x80\x94");
}

/// Tells flags, their values and other arguments apart, as the command does (pflag).
class ArgumentReader {
 public:
  ArgumentReader(const std::vector<ShellWord>& words, base::Location location, DeploySettings& settings,
                 std::vector<base::Finding>& findings)
      : words_(words), location_(std::move(location)), settings_(settings), findings_(findings) {}

  void run() {
    while (next_ < words_.size()) {
      const ShellWord& word = words_[next_++];
      if (word.text == "--" && !only_arguments_) {
        only_arguments_ = true;
      } else if (only_arguments_ || word.text.size() < 2 || word.text[0] != '-') {
        argument(word);
      } else if (word.text[1] == '-') {
        long_flag(word);
      } else {
        letters(word);
      }
    }
    settings_.finish();
  }

 private:
  [[nodiscard]] base::Location place_of(const ShellWord& word) const {
    base::Location place = location_;
    place.position = word.position;
    return place;
  }

  void report(const base::RuleInfo& rule, const ShellWord& word, std::string message,
              const std::string& path = {}) {
    findings_.push_back(flag_finding(rule, std::move(message), place_of(word), path));
  }

  // Its text is not shown: it may be the second half of a password with a blank in it. One finding for all
  // that stand together.
  void argument(const ShellWord& word) {
    std::size_t count = 1;
    bool is_expanded = word.is_expanded;
    for (; next_ < words_.size() && (only_arguments_ || !words_[next_].text.starts_with('-')); ++next_) {
      is_expanded = is_expanded || words_[next_].is_expanded;
      ++count;
    }
    if (is_expanded) {
      report(kShellVariable, word, "the shell fills in arguments here, which nsmkit cannot know");
    } else if (starts_with_dash(word.text)) {
      report(kDeployArgument, word, "this argument starts with a dash that is no hyphen");
      findings_.back().remedy = "Write the flag with two hyphens: --flag.";
    } else {
      report(kDeployArgument, word,
             (count == 1 ? "this argument is" : "these " + std::to_string(count) + " arguments are") +
                 std::string(" neither a flag nor a value of one"));
    }
  }

  void long_flag(const ShellWord& word) {
    const auto end = word.text.find('=');
    const std::string name = word.text.substr(0, end);
    const auto* flag = deploy_flag(name);
    if (flag == nullptr) {
      unknown(word, name);
      return;
    }
    UsedFlag used{flag, place_of(word), {}, false, false};
    if (end != std::string::npos) {
      used.value = word.text.substr(end + 1);
      used.has_value = true;
      used.is_expanded = word.is_expanded;
    }
    take(std::move(used), word);
  }

  // `-n shop`, `-nshop`, `-n=shop`, and switches put together.
  void letters(const ShellWord& word) {
    for (std::size_t i = 1; i < word.text.size(); ++i) {
      const auto* flag = deploy_flag(std::string("-") + word.text[i]);
      if (flag == nullptr) {
        unknown(word, word.text.substr(0, word.text.find('=')));
        return;
      }
      const bool is_last = i + 1 == word.text.size();
      const bool has_equals = !is_last && word.text[i + 1] == '=';
      UsedFlag used{flag, place_of(word), {}, false, false};
      if (has_equals || (flag->form != FlagForm::kSwitch && !is_last)) {
        used.value = word.text.substr(i + (has_equals ? 2 : 1));
        used.has_value = true;
        used.is_expanded = word.is_expanded;
        i = word.text.size();
      }
      take(std::move(used), word);
    }
  }

  void unknown(const ShellWord& word, const std::string& name) {
    const bool has_value = word.text.size() > name.size();
    if (word.is_expanded && !has_value) {
      report(kShellVariable, word, "the shell fills in a flag here, which nsmkit cannot know");
      return;
    }
    report(kDeployFlagUnknown, word, "nginx-meshctl deploy has no flag " + shown_flag(name));
    if (const std::string hint = nearest_deploy_flag(name); !hint.empty()) {
      findings_.back().remedy = "Did you mean " + hint + "?";
    }
    // What follows is its value, rather than an argument too many.
    if (!has_value && next_ < words_.size() && !words_[next_].text.starts_with('-')) ++next_;
  }

  void take(UsedFlag used, const ShellWord& word) {
    const bool is_whole =
        used.has_value || used.flag->form == FlagForm::kSwitch || take_next_word(used, word);
    if (is_whole) settings_.apply(used);
  }

  bool take_next_word(UsedFlag& used, const ShellWord& word) {
    if (next_ >= words_.size()) {
      report(kDeployFlagValue, word, used.flag->name + " has no value", used.flag->path);
      return false;
    }
    const ShellWord& value = words_[next_];
    const std::string_view name = std::string_view(value.text).substr(0, value.text.find('='));
    if (!value.is_quoted && value.text.starts_with("--") && deploy_flag(name) != nullptr) {
      report(kDeployFlagValue, word,
             used.flag->name + " has no value: nginx-meshctl takes the flag after it for one",
             used.flag->path);
      return false;
    }
    ++next_;
    used.value = value.text;
    used.has_value = true;
    used.is_expanded = value.is_expanded;
    return true;
  }

  const std::vector<ShellWord>& words_;
  base::Location location_;
  DeploySettings& settings_;
  std::vector<base::Finding>& findings_;
  std::size_t next_ = 0;
  bool only_arguments_ = false;  ///< after `--`
};

// Which setting a flag writes can depend on the release, and so on a flag that may come later.
std::string image_tag_in(const std::vector<ShellWord>& words) {
  std::string tag;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& text = words[i].text;
    const bool is_separate = text == kImageTag && i + 1 < words.size();
    if (is_separate && !words[i + 1].is_expanded) tag = words[i + 1].text;
    if (text.starts_with(std::string(kImageTag) + "=") && !words[i].is_expanded) {
      tag = text.substr(std::string_view(kImageTag).size() + 1);
    }
  }
  return tag;
}

void report_text(const base::RuleInfo& rule, const Carrier& carrier, base::Position position,
                 std::string message, std::vector<base::Finding>& findings) {
  base::Location place = carrier.location;
  place.position = position;
  findings.push_back(base::make_finding(rule, std::move(message), std::move(place)));
}

void report_commands(const Carrier& carrier, const DeployArguments& arguments,
                     std::vector<base::Finding>& findings) {
  if (arguments.unterminated) {
    report_text(kCarrierUnreadable, carrier, *arguments.unterminated, "a quotation mark is not closed",
                findings);
    findings.back().remedy = "Close it; everything after it was taken for one value.";
  }
  if (arguments.commands > 1) {
    report_text(kDeployCommands, carrier, arguments.start,
                "the text holds " + std::to_string(arguments.commands) +
                    " commands nginx-meshctl deploy; only this one was read",
                findings);
  }
}

}  // namespace

Carrier read_deploy_command(std::string_view text, const std::string& file,
                            std::vector<base::Finding>& findings) {
  Carrier carrier;
  carrier.kind = CarrierKind::kDeployCommand;
  carrier.layout = Layout::kValues;
  carrier.settings = Json::object();
  carrier.location = {file, {1, 1}, {}, {}};
  const auto arguments = find_deploy_arguments(text);
  if (!arguments) {
    report_text(kCarrierUnreadable, carrier, {1, 1}, "the text holds no command nginx-meshctl deploy",
                findings);
    findings.back().remedy = "Write the whole command, as it was typed, into the file.";
    return carrier;
  }
  carrier.location.position = arguments->start;
  report_commands(carrier, *arguments, findings);
  carrier.mesh_release = image_tag_in(arguments->words);
  const auto* release =
      carrier.mesh_release.empty() ? nullptr : releases::catalog().find_release(carrier.mesh_release);
  DeploySettings settings(carrier, release, findings);
  ArgumentReader(arguments->words, carrier.location, settings, findings).run();
  return carrier;
}

}  // namespace nsmkit::meshconfig
