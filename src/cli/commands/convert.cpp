#include <algorithm>
#include <map>
#include <variant>

#include "cli/changes_file.hpp"
#include "cli/command.hpp"
#include "cli/rewritten_output.hpp"
#include "cli/target_crds.hpp"
#include "convert/convert.hpp"
#include "convert/json_patch.hpp"
#include "model/load.hpp"
#include "model/reading_rules.hpp"
#include "model/resource_set.hpp"

namespace nsmkit::cli {

namespace {

using convert::Loss;

struct FileBegin {
  std::string path;
};
struct FileEnd {
  bool complete = true;
};
struct ListBegin {
  std::size_t end = 0;  ///< index of its ListEnd
};
struct ListEnd {
  Json members;
};
struct Object {
  const model::Resource* resource = nullptr;
  convert::Outcome outcome;
};
using Part = std::variant<FileBegin, FileEnd, ListBegin, ListEnd, Object>;

/// Keeps all that is read, in its form: conversions of one object ask about others.
class CollectingSink final : public model::ResourceSink {
 public:
  void begin_file(const std::string& path) override {
    path_ = path;
    parts.emplace_back(FileBegin{path});
  }

  void begin_list(const Json& /*head*/) override {
    list_ = parts.size();
    parts.emplace_back(ListBegin{});
  }

  void resource(model::Resource&& resource) override {
    resources.add(std::move(resource), model::ResourceSet::Verdict::kAccepted);
    parts.emplace_back(Object{&resources.all().back(), {}});
  }

  void end_list(const Json& members) override {
    std::get<ListBegin>(parts[list_]).end = parts.size();
    parts.emplace_back(ListEnd{members});
  }

  void end_file(bool complete, yaml::Comments comments) override {
    if (comments.count > 0) {
      findings.push_back(base::make_finding(
          model::kCommentsDropped,
          count_text(comments.count, "comment") + " not carried over; the first stands here",
          {path_, comments.first, {}, {}}));
    }
    parts.emplace_back(FileEnd{complete});
  }

  std::vector<Part> parts;
  model::ResourceSet resources;
  std::vector<base::Finding> findings;

 private:
  std::string path_;
  std::size_t list_ = 0;
};

/// Writes the converted parts in the order and form of the input.
class Replay {
 public:
  Replay(const std::vector<Part>& parts, const convert::Target& target, RewrittenOutput& output,
         ChangesFile& changes)
      : parts_(parts), target_(target), output_(output), changes_(changes) {}

  void run() {
    for (const Part& part : parts_) {
      std::visit([this](const auto& element) { write(element); }, part);
    }
  }

 private:
  void write(const FileBegin& file) { output_.begin_file(file.path); }
  void write(const FileEnd& file) { output_.end_file(file.complete); }
  // A List that was cut off has no end, and files with one are not written.
  void write(const ListBegin& list) {
    const auto* end = std::get_if<ListEnd>(&parts_[list.end]);
    output_.begin_list(end == nullptr ? Json::object() : convert::convert_list(end->members, target_));
  }
  void write(const ListEnd& list) { output_.end_list(convert::convert_list(list.members, target_)); }

  void write(const Object& object) {
    const model::Resource& input = *object.resource;
    if (object.outcome.loss == Loss::kNone) {
      output_.object(input);
      changes_.add(input, Json::array(), false);
      return;
    }
    for (const Json& converted : object.outcome.objects) {
      output_.object({model::reference_of(converted), converted, {}, input.location});
      if (changes_.wanted()) {
        changes_.add(input, convert::json_patch(input.object, converted), false);
      }
    }
    if (object.outcome.objects.empty()) {
      changes_.add(input, Json::array(), true);
    }
  }

  const std::vector<Part>& parts_;
  const convert::Target& target_;
  RewrittenOutput& output_;
  ChangesFile& changes_;
};

class ConvertCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command =
        *app.add_subcommand("convert", "Rewrite resources to what a release serves and stores");
    input_.add_to(command);
    command.add_option("--to", to_, "Release that the objects are to be created on, e.g. 2.0.0")->required();
    command.add_option("--from", from_, "Release that the objects were exported from");
    output_.add_to(command);
    command.add_option("--changes", changes_,
                       "File for the changes: a JSON Patch (RFC 6902) for each object written");
    command.add_flag("--keep-going", keep_going_, "Write the others when some objects cannot be converted");
    command
        .add_option("--tcp-rules", tcp_rules_,
                    "TCPRoute rules that named the port of HTTP rules: drop or keep (allows raw TCP)")
        ->check(CLI::IsMember({"drop", "keep"}))
        ->capture_default_str();
    command.add_flag("--fill-namespaces", options_.fill_namespaces,
                     "In TrafficTargets, write the object's namespace where a subject has none");
    command
        .add_option("--trust-domain", options_.trust_domain,
                    "Trust domain of the mesh, for the SPIFFE ids of IdentityBindings")
        ->capture_default_str();
    command.footer(
        "Reads all versions of the Service Mesh Interface and of NGINX Service Mesh's own kinds, also where "
        "the\n"
        "layout is not the one of the apiVersion. Says of each object what is lost, and never widens access. "
        "Without\n"
        "--keep-going nothing is written when an object cannot be converted. Objects that fit already stay "
        "as they\n"
        "are; converted ones lose what the server set.\n\n"
        "Examples:\n"
        "  nsmkit convert backup/ --to 2.0.0 --output-dir converted/\n"
        "  nsmkit convert linkerd/*.yaml --to 1.7.0 --changes changes.json -o converted.yaml");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    output_.check();
    options_.tcp_rules = tcp_rules_ == "keep" ? convert::TcpRules::kKeep : convert::TcpRules::kDrop;
    const convert::Target target = resolve();
    CollectingSink sink;
    model::LoadResult loaded = model::load(context.files, input_.paths, context.in, input_.limits, sink);
    const bool complete = loaded.complete();
    std::vector<base::Finding> findings = std::move(loaded.findings);
    std::move(sink.findings.begin(), sink.findings.end(), std::back_inserter(findings));
    const Counts counts = convert_all(sink, target, findings);

    const bool aside = output_.file.empty() && output_.directory.empty();
    const bool written = complete && (counts.of(Loss::kImpossible) == 0 || keep_going_);
    if (written) {
      write(sink, target, context);
    }
    const bool errors = base::any_at_least(findings, base::Severity::kError);
    print_findings(std::move(findings), aside ? color_err(global, context) : color_out(global, context),
                   aside ? context.err : context.out);
    if (!global.quiet) {
      print_summary(loaded.counts, counts, written, context.err);
    }
    return !complete ? base::ExitStatus::kIo : errors ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

 private:
  /// Objects by what became of them.
  struct Counts {
    std::map<Loss, std::uint64_t> by_loss;
    std::uint64_t written = 0;

    [[nodiscard]] std::uint64_t of(Loss loss) const {
      const auto found = by_loss.find(loss);
      return found == by_loss.end() ? 0 : found->second;
    }
  };

  [[nodiscard]] convert::Target resolve() const {
    const releases::Catalog& catalog = releases::catalog();
    const releases::Release& to = find_release(to_);
    const releases::CrdSet* crds = catalog.crd_set(to);
    if (crds == nullptr) {
      usage_error("release " + to.version + " came without CRD files, so what it takes is not known");
    }
    convert::Target target{*crds, to.version, nullptr, {}};
    if (!from_.empty()) {
      const releases::Release& from = find_release(from_);
      target.source = catalog.crd_set(from);
      target.source_name = from.version;
    }
    return target;
  }

  Counts convert_all(CollectingSink& sink, const convert::Target& target,
                     std::vector<base::Finding>& findings) const {
    convert::Lookup lookup(sink.resources);
    Counts counts;
    for (Part& part : sink.parts) {
      if (auto* object = std::get_if<Object>(&part)) {
        object->outcome = convert::convert(*object->resource, target, options_, lookup);
        auto& found = object->outcome.findings;
        std::move(found.begin(), found.end(), std::back_inserter(findings));
        ++counts.by_loss[object->outcome.loss];
        counts.written += object->outcome.loss == Loss::kNone ? 1 : object->outcome.objects.size();
      }
    }
    return counts;
  }

  void write(const CollectingSink& sink, const convert::Target& target, Context& context) const {
    RewrittenOutput output(output_, input_.paths, context);
    ChangesFile changes(context.files, changes_);
    Replay(sink.parts, target, output, changes).run();
    output.finish();
    changes.finish();
  }

  void print_summary(const model::LoadCounts& read, const Counts& counts, bool written,
                     std::ostream& err) const {
    err << count_text(read.files, "file") << ", " << count_text(read.documents, "document") << ", "
        << count_text(read.resources, "resource") << ": " << counts.of(Loss::kNone) << " fit as they are, "
        << counts.of(Loss::kLossless) << " converted, " << counts.of(Loss::kLossy)
        << " converted with a loss, " << counts.of(Loss::kImpossible) << " cannot be converted, "
        << read.skipped << " skipped";
    if (read.ignored > 0) {
      err << ", " << count_text(read.ignored, "other file") << " passed over";
    }
    err << "; " << (written ? count_text(counts.written, "object") : "nothing") << " written\n";
  }

  InputOptions input_;
  RewrittenOutput::Options output_;
  convert::Options options_;
  std::string to_;
  std::string from_;
  std::string changes_;
  std::string tcp_rules_ = "drop";
  bool keep_going_ = false;
};

}  // namespace

std::unique_ptr<Command> make_convert_command() { return std::make_unique<ConvertCommand>(); }

}  // namespace nsmkit::cli
