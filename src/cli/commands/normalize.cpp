#include <map>
#include <utility>

#include "cli/changes_file.hpp"
#include "cli/command.hpp"
#include "cli/rewritten_output.hpp"
#include "model/load.hpp"
#include "model/reading_rules.hpp"
#include "normalize/normalize.hpp"

namespace nsmkit::cli {

namespace {

using normalize::OwnedPolicy;
using normalize::RestoreInto;

/// Normalizes what is read and hands it on to the output.
class NormalizingSink final : public model::ResourceSink {
 public:
  NormalizingSink(const normalize::Options& options, RewrittenOutput& output, ChangesFile& changes)
      : options_(options), output_(output), changes_(changes) {}

  void begin_file(const std::string& path) override {
    path_ = path;
    objects_ = 0;
    failed_ = false;
    output_.begin_file(path);
  }

  void begin_list(const Json& head) override {
    Json clean = head;
    normalize::normalize_list(clean);
    output_.begin_list(clean);
  }

  void resource(model::Resource&& resource) override {
    normalize::Outcome outcome = normalize::normalize(resource, options_);
    failed_ = failed_ || base::any_at_least(outcome.findings, base::Severity::kError);
    std::move(outcome.findings.begin(), outcome.findings.end(), std::back_inserter(findings));
    changes_.add(resource, normalize::json_patch(outcome.changes), outcome.skipped);
    if (outcome.skipped) {
      ++skipped;
      return;
    }
    for (const normalize::Change& change : outcome.changes) {
      ++removed[change.pointer];
    }
    ++objects_;
    output_.object(resource);
  }

  void end_list(const Json& members) override {
    Json clean = members;
    normalize::normalize_list(clean);
    output_.end_list(clean);
  }

  void end_file(bool complete, yaml::Comments comments) override {
    if (comments.count > 0) {
      findings.push_back(base::make_finding(
          model::kCommentsDropped,
          count_text(comments.count, "comment") + " not carried over; the first stands here",
          {path_, comments.first, {}, {}}));
    }
    const bool keep = complete && !failed_;
    output_.end_file(keep);
    (keep || output_.to_standard_output() ? written : held_back) += objects_;
  }

  std::vector<base::Finding> findings;
  std::map<std::string, std::uint64_t> removed;  ///< pointer → number of objects
  std::uint64_t written = 0;
  std::uint64_t held_back = 0;  ///< objects of files that were not written
  std::uint64_t skipped = 0;

 private:
  const normalize::Options& options_;
  RewrittenOutput& output_;
  ChangesFile& changes_;
  std::string path_;
  std::uint64_t objects_ = 0;  ///< of the file being read
  bool failed_ = false;        ///< the file being read holds an object that is not to be written
};

class NormalizeCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command =
        *app.add_subcommand("normalize", "Strip what the server set, ready to be created again");
    input_.add_to(command);
    output_.add_to(command);
    command.add_option("--changes", changes_,
                       "File for the changes: a JSON Patch (RFC 6902) for each object");
    command
        .add_option("--restore-into", destination_,
                    "same-cluster keeps ownerReferences; new-cluster removes them")
        ->check(CLI::IsMember({"same-cluster", "new-cluster"}))
        ->capture_default_str();
    command
        .add_option("--owned", owned_,
                    "What to do with owned objects: keep, strip, skip or fail [default: by --restore-into]")
        ->check(CLI::IsMember({"keep", "strip", "skip", "fail"}));
    command.add_option("--keep", keep_, "Keep what is removed otherwise: last-applied")
        ->check(CLI::IsMember({"last-applied"}));
    command.footer(
        "Removes status, what the server sets in metadata, and kubectl's last-applied annotation. Values, "
        "lists and\n"
        "their order, empty maps and nulls stay as they are.\n\n"
        "Examples:\n"
        "  nsmkit normalize backup/*.yaml --output-dir clean/\n"
        "  nsmkit normalize backup/ --restore-into new-cluster --changes changes.json -o clean.yaml\n"
        "  nsmkit normalize backup/ --output-dir tree/ --split");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    output_.check();
    normalize::Options options;
    options.owned = policy();
    options.keep_last_applied = !keep_.empty();

    RewrittenOutput output(output_, input_.paths, context);
    ChangesFile changes(context.files, changes_);
    NormalizingSink sink(options, output, changes);
    model::LoadResult loaded = model::load(context.files, input_.paths, context.in, input_.limits, sink);
    std::vector<base::Finding> findings = std::move(loaded.findings);
    std::move(sink.findings.begin(), sink.findings.end(), std::back_inserter(findings));
    const bool complete = !base::any_incomplete(findings);
    const bool errors = base::any_at_least(findings, base::Severity::kError);
    if (complete && !(errors && options.owned == OwnedPolicy::kFail)) {
      output.finish();
      changes.finish();
    } else if (!output_.file.empty()) {
      sink.held_back += std::exchange(sink.written, 0);
    }
    const bool aside = output.to_standard_output();
    print_findings(std::move(findings), aside ? color_err(global, context) : color_out(global, context),
                   aside ? context.err : context.out);
    if (!global.quiet) {
      print_summary(loaded.counts, sink, context.err);
    }
    return !complete ? base::ExitStatus::kIo : errors ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

 private:
  [[nodiscard]] OwnedPolicy policy() const {
    if (owned_.empty()) {
      return normalize::default_policy(destination_ == "new-cluster" ? RestoreInto::kNewCluster
                                                                     : RestoreInto::kSameCluster);
    }
    return owned_ == "keep"    ? OwnedPolicy::kKeep
           : owned_ == "strip" ? OwnedPolicy::kStrip
           : owned_ == "skip"  ? OwnedPolicy::kSkip
                               : OwnedPolicy::kFail;
  }

  static void print_summary(const model::LoadCounts& counts, const NormalizingSink& sink, std::ostream& err) {
    err << count_text(counts.files, "file") << ", " << count_text(counts.documents, "document") << ", "
        << count_text(counts.resources, "resource") << ": " << sink.written << " written, "
        << sink.skipped + counts.skipped << " skipped";
    if (sink.held_back > 0) {
      err << ", " << sink.held_back << " not written because of errors";
    }
    if (counts.ignored > 0) {
      err << ", " << count_text(counts.ignored, "other file") << " passed over";
    }
    err << '\n';
    for (const auto& [pointer, count] : sink.removed) {
      err << "  removed " << pointer << " from " << count_text(count, "object") << '\n';
    }
  }

  InputOptions input_;
  RewrittenOutput::Options output_;
  std::string changes_;
  std::string destination_ = "same-cluster";
  std::string owned_;
  std::string keep_;
};

}  // namespace

std::unique_ptr<Command> make_normalize_command() { return std::make_unique<NormalizeCommand>(); }

}  // namespace nsmkit::cli
