#include "checklist/fill.hpp"

#include <array>
#include <map>
#include <optional>

#include "base/shell_text.hpp"
#include "checklist/cluster.hpp"
#include "releases/cluster_versions.hpp"

namespace nsmkit::checklist {

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

std::string_view file_stem(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  for (const std::string_view ending : {".tar.gz", ".tgz"}) {
    if (path.ends_with(ending)) {
      path.remove_suffix(ending.size());
      break;
    }
  }
  return path;
}

// A path that begins with a dash would be read as a flag.
std::string as_path(std::string_view path) {
  return path.starts_with('-') ? "./" + std::string(path) : std::string(path);
}

Words common_words(const Situation& situation) {
  const Settled& settled = situation.settled;
  const Request& request = situation.request;
  std::string folder(file_stem(request.bundle));
  if (folder == request.bundle) {
    folder += "-files";  // a file of this name is there already
  }
  return {
      {"from", situation.from.version},
      {"to", situation.to.version},
      {"platform", std::string(releases::to_string(settled.platform))},
      {"installer", std::string(to_string(settled.installer))},
      {"namespace", settled.mesh_namespace},
      {"release", settled.release_name},
      {"registry", settled.registry.empty() ? "REGISTRY" : settled.registry},
      {"tag", settled.tag},
      {"chart", releases::cluster_support(situation.to).chart},
      {"old-chart", releases::cluster_support(situation.from).chart},
      {"bundle", as_path(request.bundle)},
      {"bundle-folder", as_path(folder)},
  };
}

/// Replaces every known <word>; `form` says how its value is written.
template <typename Form>
std::string replace_words(std::string_view text, const Words& words, const Form& form) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('<');
    const auto close = open == std::string_view::npos ? open : text.find('>', open);
    if (close == std::string_view::npos) {
      break;
    }
    const auto found = words.find(text.substr(open + 1, close - open - 1));
    if (found == words.end()) {
      out += text.substr(0, open + 1);
      text.remove_prefix(open + 1);
      continue;
    }
    out += text.substr(0, open);
    out += form(found->second);
    text.remove_prefix(close + 1);
  }
  return out.append(text);
}

/// Fills in one command, with words of its own for each object that it is for.
class CommandFiller {
 public:
  explicit CommandFiller(const Situation& situation)
      : situation_(situation), common_(common_words(situation)) {}

  void add(const releases::UpgradeCommand& command, std::vector<Command>& commands) const {
    if (judge(command.when, situation_).truth == Truth::kNo) {
      return;
    }
    if (command.each.empty()) {
      commands.push_back(fill(command, common_, ""));
    } else if (command.each == "namespaces") {
      for (const Hint& each : situation_.evidence.meshed_namespaces) {
        Words words = common_;
        words["workload-namespace"] = each.value;
        commands.push_back(fill(command, words, ""));
      }
    } else {
      add_workloads(command, command.each == "rolling" ? Restart::kRolling : Restart::kByHand, commands);
    }
  }

 private:
  void add_workloads(const releases::UpgradeCommand& command, Restart restart,
                     std::vector<Command>& commands) const {
    for (const Workload& each : situation_.evidence.workloads) {
      if (each.restart != restart || each.meshed == Truth::kNo) {
        continue;
      }
      Words words = common_;
      words["kind"] = each.kind;
      words["name"] = each.name;
      words["file"] = each.location.file;
      commands.push_back(
          fill(command, words, each.name_space.empty() ? "" : "-n " + base::shell_word(each.name_space)));
    }
  }

  [[nodiscard]] Command fill(const releases::UpgradeCommand& command, const Words& words,
                             const std::string& in_namespace) const {
    std::string text = command.text;
    for (const releases::UpgradeFlag& flag : command.flags) {
      if (judge(flag.when, situation_).truth == Truth::kYes) {
        const bool is_empty = flag.text == "<in-namespace>" && in_namespace.empty();
        text += is_empty ? "" : flag.text == ")" ? ")" : " " + flag.text;
      }
    }
    // These two are words of a shell already.
    const Words lines = {{"in-namespace", in_namespace},
                         {"deploy-arguments", base::shell_line(situation_.evidence.deploy_arguments)}};
    std::string comment = replace_words(command.comment, words, [](const auto& value) { return value; });
    std::string filled =
        replace_words(text, words, [](const auto& value) { return base::shell_word(value); });
    return {replace_words(filled, lines, [](const auto& value) { return value; }), std::move(comment)};
  }

  const Situation& situation_;
  Words common_;
};

}  // namespace

std::string policy_counts(const MeshEvidence& evidence) {
  std::string text;
  for (const auto& [kind, count] : evidence.policies) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + kind + (count == 1 ? "" : "s");
  }
  return text;
}

std::string fill_text(std::string_view text, const Situation& situation) {
  Words words = common_words(situation);
  const std::string counts = policy_counts(situation.evidence);
  words["policy-counts"] = counts.empty() ? "" : " The files given hold " + counts + ".";
  words["window"] = window_text(situation);
  return replace_words(text, words, [](const auto& value) { return value; });
}

std::vector<Command> fill_commands(const releases::UpgradeStep& step, const Situation& situation) {
  const CommandFiller filler(situation);
  std::vector<Command> commands;
  for (const releases::UpgradeCommand& command : step.commands) {
    filler.add(command, commands);
  }
  return commands;
}

}  // namespace nsmkit::checklist
