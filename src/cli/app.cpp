#include "cli/app.hpp"

#include <algorithm>
#include <exception>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/command.hpp"

namespace nsmkit::cli {

namespace {

constexpr const char* kAbout =
    "Offline upgrade toolkit for NGINX Service Mesh: reads, checks and cleans backups of its resources.";
constexpr const char* kFooter =
    "Exit status: 0 fine, 1 findings or differences, 2 wrong usage, 3 input unreadable or incomplete or "
    "output\n"
    "not written, 4 a fault in nsmkit.\n\n"
    "Examples:\n"
    "  nsmkit validate backup/ --to 2.0.0\n"
    "  nsmkit normalize backup/*.yaml --output-dir clean/\n"
    "  kubectl get trafficsplits.split.smi-spec.io -A -o yaml | nsmkit normalize -";

/// A subcommand and its place in the command line parser.
struct Entry {
  std::unique_ptr<Command> command;
  CLI::App* app;
};

class Program {
 public:
  Program() : app_(kAbout, "nsmkit") {
    app_.set_version_flag("--version", std::string("nsmkit ") + std::string(base::version()));
    app_.add_option("--color", global_.color, "Colour the text: auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    app_.add_flag("-q,--quiet", global_.quiet, "No progress and no summary on standard error");
    app_.footer(kFooter);
    app_.require_subcommand(0, 1);
    app_.fallthrough();
    for (auto& command : all_commands()) {
      CLI::App& entry = command->setup(app_);
      entries_.push_back({std::move(command), &entry});
    }
  }

  int run(const std::vector<std::string>& arguments, Context& context) {
    check_command(arguments);
    // CLI11 takes them last first.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::Success& success) {
      return app_.exit(success, context.out, context.err);
    } catch (const CLI::ParseError& error) {
      usage_error(error.what() + help_hint());
    }
    for (const Entry& entry : entries_) {
      if (entry.app->parsed()) {
        return static_cast<int>(entry.command->run(global_, context));
      }
    }
    context.out << app_.help();
    return static_cast<int>(base::ExitStatus::kUsage);
  }

 private:
  // CLI11 would only say that it did not expect the word.
  void check_command(const std::vector<std::string>& arguments) const {
    const auto first = std::find_if(arguments.begin(), arguments.end(),
                                    [](const std::string& word) { return !word.starts_with("-"); });
    const bool is_value =
        first != arguments.begin() && first != arguments.end() && *std::prev(first) == "--color";
    if (first == arguments.end() || is_value) {
      return;
    }
    check_name(app_, "nsmkit", *first);
    const CLI::App* command = app_.get_subcommand(*first);
    const auto next = std::next(first);
    if (!command->get_subcommands({}).empty() && (next == arguments.end() || !next->starts_with("-"))) {
      check_name(*command, "nsmkit " + *first, next == arguments.end() ? std::string() : *next);
    }
  }

  static void check_name(const CLI::App& app, const std::string& program, const std::string& name) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) {
      names.push_back(command->get_name());
    }
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return;
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto meant = base::nearest(name, candidates);
    usage_error((name.empty() ? "'" + program + "' needs a command" : "there is no command '" + name + "'") +
                (meant ? "; did you mean '" + std::string(*meant) + "'?" : "") + "\nRun '" + program +
                " --help' for the list of commands.");
  }

  std::string help_hint() {
    for (const Entry& entry : entries_) {
      if (entry.app->parsed() || entry.app->count() > 0) {
        const auto below = entry.app->get_subcommands();
        return "\nRun 'nsmkit " + entry.app->get_name() + (below.empty() ? "" : " " + below[0]->get_name()) +
               " --help' for its options.";
      }
    }
    return "\nRun 'nsmkit --help' for help.";
  }

  CLI::App app_;
  GlobalOptions global_;
  std::vector<Entry> entries_;
};

int guarded(const std::vector<std::string>& arguments, Context& context) {
  try {
    return Program().run(arguments, context);
  } catch (const base::Error& error) {
    context.err << "nsmkit: " << error.what() << '\n';
    return static_cast<int>(error.status());
  } catch (const std::bad_alloc&) {
    context.err << "nsmkit: out of memory\n";
    return static_cast<int>(base::ExitStatus::kIo);
  } catch (const std::exception& error) {
    context.err << "nsmkit: this is a fault in nsmkit, please report it: " << error.what() << '\n';
    return static_cast<int>(base::ExitStatus::kBug);
  }
}

}  // namespace

int run(const std::vector<std::string>& arguments, Context& context) {
  const int status = guarded(arguments, context);
  context.out.flush();
  if (!context.out) {
    context.err << "nsmkit: cannot write to standard output\n";
    return static_cast<int>(base::ExitStatus::kIo);
  }
  return status;
}

}  // namespace nsmkit::cli
