#include <algorithm>
#include <future>
#include <iterator>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/diff_output.hpp"
#include "cli/diff_prepare.hpp"
#include "cli/diff_shells.hpp"
#include "cli/diff_side.hpp"
#include "cli/diff_summary.hpp"
#include "diff/behaviour.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::cli {

namespace {

using Paths = std::vector<std::string>;

// As which kind --only takes the configuration of the mesh, in whatever form.
constexpr std::string_view kConfiguration = "MeshConfig";

std::string named(const Paths& paths) {
  std::string text;
  for (const std::string& path : paths) {
    text.append(text.empty() ? "" : " ").append(path);
  }
  return text;
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Both sides, before and after they were made comparable.
struct Sides {
  DiffSide before_read;
  DiffSide after_read;
  ComparedSide before;
  ComparedSide after;
  std::deque<model::Resource> shells;
};

class DiffCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("diff", "Show what differs between two backups, and for traffic");
    command.add_option("A", a_, "The one side: a file, a directory, a bundle or - for standard input");
    command.add_option("B", b_, "The other side");
    command.add_option("--before", before_, "In place of A: one path or more");
    command.add_option("--after", after_, "In place of B: one path or more");
    command.add_flag("--raw", raw_, "Compare what the server set as well (status, resourceVersion, ...)");
    command.add_flag("--ignore-api-version,!--no-ignore-api-version", one_version_,
                     "Compare objects of the mesh in one version, the newest release's [default: on]");
    command.add_option("--behaviour", behaviour_, "What changes for traffic: only, none or both")
        ->check(CLI::IsMember({"only", "none", "both"}))
        ->capture_default_str();
    command
        .add_option("--context", context_lines_,
                    "Lines of YAML around each change [default: 3 in unified, none in text]")
        ->check(CLI::Range(0U, 1'000'000U));
    command
        .add_option("--ignore", ignore_,
                    "Leave out what stands at a path in objects and settings: metadata.labels, **.weight, "
                    "/spec/rate; may be repeated")
        ->allow_extra_args(false);
    command
        .add_option(
            "--only", only_,
            "Compare objects of this kind alone (MeshConfig: the mesh's configuration); may be repeated")
        ->allow_extra_args(false);
    command.add_flag("--exit-zero", exit_zero_, "Exit with 0 when there are differences, too");
    output_.add_to(command);
    input_.add_limits_to(command);
    command.footer(
        "Both sides are normalized first, and objects are paired by kind, namespace and name. Lists are "
        "paired by\n"
        "what names their items; an order that says nothing makes no difference. The configuration of the "
        "mesh is\n"
        "compared setting by setting, whatever it is written in; secrets are never shown. Of traffic, --only "
        "leaves\n"
        "what policies of these kinds make; --ignore changes nothing there.\n\n"
        "Exit status: 0 no difference, 1 differences, 2 wrong usage, 3 input unreadable or incomplete.\n\n"
        "Examples:\n"
        "  nsmkit diff before-upgrade/ after-upgrade/\n"
        "  nsmkit diff git-tree/ backup.yaml --ignore metadata.labels --only TrafficSplit\n"
        "  nsmkit diff before/ after/ --format html --output changes.html\n"
        "  nsmkit diff before/ after/ --format unified | patch -p1 -d tree/\n"
        "  kubectl get traffictargets.access.smi-spec.io -A -o yaml | nsmkit diff targets.yaml -");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    const Paths before = side_paths(a_, before_, "A", "--before");
    const Paths after = side_paths(b_, after_, "B", "--after");
    check_standard_input(before, after);
    diff::CompareOptions options;
    options.one_version = one_version_;
    for (const std::string& pattern : ignore_) {
      options.ignore.emplace_back(pattern);
    }
    const auto outputs = output_.open(context);
    Sides& sides = context.keep<Sides>();
    read(before, after, context, sides);
    check_kinds(sides);

    render::DiffReport& report = context.keep<render::DiffReport>();
    report.before = named(before);
    report.after = named(after);
    report.structure = behaviour_ != "only";
    report.context = context_lines_;
    for (DiffSide* side : {&sides.before_read, &sides.after_read}) {
      std::ranges::move(side->findings, std::back_inserter(report.findings));
    }
    const bool complete = sides.before_read.complete && sides.after_read.complete;
    if (complete) {
      compare(sides, options, DiffOutput::matrix_of(outputs), report);
    }
    settle(report.findings);
    print_findings(report.findings, color_err(global, context), context.err);
    if (!complete) {
      context.err << "nsmkit: not compared: a side that was not read to its end would seem to lack objects\n";
      return base::ExitStatus::kIo;
    }
    DiffOutput::write(report, outputs, global, context);
    if (!global.quiet) {
      print_diff_summary(
          {sides.before_read.counts, sides.after_read.counts, sides.before.converted + sides.after.converted},
          report, context.err);
    }
    return render::differs(report) && !exit_zero_ ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

 private:
  // A file that stands on both sides has its findings twice.
  static void settle(std::vector<base::Finding>& findings) {
    std::ranges::stable_sort(findings, base::report_order);
    const auto same = [](const base::Finding& a, const base::Finding& b) {
      return !base::report_order(a, b) && !base::report_order(b, a) && a.pointer == b.pointer;
    };
    findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
  }

  static Paths side_paths(const std::string& one, const Paths& many, const std::string& name,
                          const std::string& option) {
    if (one.empty() == many.empty()) {
      usage_error(one.empty() ? "diff needs two sides: " + name + " or " + option + " is missing"
                              : "give either " + name + " or " + option + ", not both");
    }
    return one.empty() ? many : Paths{one};
  }

  static void check_standard_input(const Paths& before, const Paths& after) {
    if (std::ranges::count(before, "-") + std::ranges::count(after, "-") > 1) {
      usage_error("standard input (-) can be read only once");
    }
  }

  // One side beside the other: reading takes most of the time.
  void read(const Paths& before, const Paths& after, Context& context, Sides& sides) const {
    const releases::Release& newest = releases::catalog().newest();
    const convert::Target target{*releases::catalog().crd_set(newest), newest.version, nullptr, {}};
    const convert::AsIs as_is(target, {});
    const SideOptions options{input_.limits, raw_ ? Form::kRaw : Form::kNormalized,
                              one_version_ ? &as_is : nullptr};
    const auto read_one = [&](const Paths& paths, DiffSide& side, ComparedSide& compared) {
      read_side(paths, options, context, side);
      convert_side(side, one_version_ ? &target : nullptr, compared);
    };
    auto other = std::async(std::launch::async, [&] { read_one(after, sides.after_read, sides.after); });
    read_one(before, sides.before_read, sides.before);
    other.get();
  }

  [[nodiscard]] bool is_wanted(std::string_view kind) const {
    return only_.empty() ||
           std::ranges::any_of(only_, [kind](const std::string& only) { return same_word(only, kind); });
  }

  [[nodiscard]] std::vector<diff::Topic> wanted_topics() const {
    std::vector<diff::Topic> topics;
    std::ranges::copy_if(diff::kTopics, std::back_inserter(topics),
                         [this](diff::Topic topic) { return is_wanted(diff::kind_of(topic)); });
    return topics;
  }

  void check_kinds(const Sides& sides) const {
    std::vector<std::string_view> known{kConfiguration};
    const auto& mesh_kinds = releases::catalog().mesh_kinds();
    known.insert(known.end(), mesh_kinds.begin(), mesh_kinds.end());
    for (const DiffSide* side : {&sides.before_read, &sides.after_read}) {
      const auto kinds = side->resources.kinds();
      known.insert(known.end(), kinds.begin(), kinds.end());
    }
    for (const std::string& only : only_) {
      if (std::ranges::any_of(known, [&only](std::string_view kind) { return same_word(only, kind); })) {
        continue;
      }
      const auto meant = base::nearest(only, known);
      usage_error("no object is of the kind '" + only + "'" +
                  (meant ? "; did you mean '" + std::string(*meant) + "'?" : ""));
    }
  }

  void compare(Sides& sides, const diff::CompareOptions& options, diff::Matrix matrix,
               render::DiffReport& report) const {
    for (ComparedSide* side : {&sides.before, &sides.after}) {
      std::ranges::move(side->findings, std::back_inserter(report.findings));
    }
    // What traffic makes of the objects, beside what differs between them: neither changes any.
    std::future<diff::Behaviour> behaviour;
    if (behaviour_ != "none") {
      const auto launch = report.structure ? std::launch::async : std::launch::deferred;
      behaviour = std::async(launch, [this, &sides, matrix, before_mode = access_mode_of(sides.before_read),
                                      after_mode = access_mode_of(sides.after_read)] {
        return diff::compare_behaviour({sides.before.entries, before_mode}, {sides.after.entries, after_mode},
                                       {diff::Unchanged::kCounted, matrix, wanted_topics()});
      });
    }
    if (report.structure) {
      compare_structure(sides, options, report);
    }
    if (behaviour.valid()) {
      report.behaviour = behaviour.get();
    }
  }

  void compare_structure(Sides& sides, const diff::CompareOptions& options,
                         render::DiffReport& report) const {
    std::vector<diff::Entry> before = wanted(sides.before.entries);
    std::vector<diff::Entry> after = wanted(sides.after.entries);
    const auto [before_shells, after_shells] = shells_of(sides.before_read, sides.after_read, sides.shells);
    std::ranges::copy(wanted(before_shells), std::back_inserter(before));
    std::ranges::copy(wanted(after_shells), std::back_inserter(after));
    report.difference = diff::compare(before, after, options);
    std::ranges::copy(report.difference.findings, std::back_inserter(report.findings));
    if (is_wanted(kConfiguration)) {
      compare_configuration(sides, options, report);
    }
    report.ignore = options.ignore;
    report.before_objects = wanted(written_entries(sides.before_read));
    report.after_objects = wanted(written_entries(sides.after_read));
  }

  [[nodiscard]] std::vector<diff::Entry> wanted(std::vector<diff::Entry> entries) const {
    if (!only_.empty()) {
      std::erase_if(entries, [this](const diff::Entry& entry) { return !is_wanted(entry.origin->ref.kind); });
    }
    return entries;
  }

  static void compare_configuration(const Sides& sides, const diff::CompareOptions& options,
                                    render::DiffReport& report) {
    diff::SettingsDifference& settings = report.difference.settings;
    const auto before = carrier_names(sides.before_read);
    const auto after = carrier_names(sides.after_read);
    if (!before.empty() && !after.empty()) {
      auto left = settings_of(sides.before_read, report.findings);
      auto right = settings_of(sides.after_read, report.findings);
      const auto right_whole = right;
      std::vector<std::string> not_held = take_not_held(right, sides.before_read, left);
      std::ranges::move(take_not_held(left, sides.after_read, right_whole), std::back_inserter(not_held));
      std::ranges::sort(not_held);
      not_held.erase(std::unique(not_held.begin(), not_held.end()), not_held.end());
      settings = diff::compare_settings(std::move(left), std::move(right), options);
      settings.not_held = std::move(not_held);
    }
    settings.before_carriers = before;
    settings.after_carriers = after;
  }

  InputOptions input_;
  DiffOutput output_;
  std::string a_;
  std::string b_;
  Paths before_;
  Paths after_;
  bool raw_ = false;
  bool one_version_ = true;
  std::string behaviour_ = "both";
  std::optional<std::size_t> context_lines_;
  std::vector<std::string> ignore_;
  std::vector<std::string> only_;
  bool exit_zero_ = false;
};

}  // namespace

std::unique_ptr<Command> make_diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace nsmkit::cli
