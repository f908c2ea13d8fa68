#include <algorithm>
#include <iterator>
#include <map>

#include "base/pointer.hpp"
#include "base/version.hpp"
#include "bundle/simulate.hpp"
#include "cli/bundle/open_bundle.hpp"
#include "cli/command.hpp"
#include "cli/target_crds.hpp"
#include "convert/convert.hpp"
#include "model/load.hpp"
#include "model/resource_set.hpp"
#include "normalize/normalize.hpp"
#include "render/report.hpp"

namespace nsmkit::cli {

namespace {

// Members in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;
using bundle::Outcome;
using bundle::Prediction;

constexpr std::size_t kMostDifferences = 5;

class LiveSink final : public model::ResourceSink {
 public:
  void resource(model::Resource&& resource) override {
    const Json* uid = base::find(resource.object, "/metadata/uid");
    uids.push_back(uid != nullptr && uid->is_string() ? uid->get<std::string>() : std::string());
    static_cast<void>(normalize::normalize(resource, {}));
    resources.add(std::move(resource), model::ResourceSet::Verdict::kAccepted);
  }

  model::ResourceSet resources;
  std::vector<std::string> uids;  ///< of the resources
};

// The cluster may serve another version of an object than the bundle holds.
bundle::LiveObjects live_objects(const LiveSink& sink, const convert::Target& target) {
  bundle::LiveObjects live;
  convert::Lookup lookup(sink.resources);
  auto uid = sink.uids.begin();
  for (const model::Resource& object : sink.resources.all()) {
    const convert::Outcome outcome = convert::convert(object, target, {}, lookup);
    const bool converted = outcome.loss != convert::Loss::kNone && outcome.objects.size() == 1;
    model::Resource entry = object;
    if (converted) {
      entry.object = outcome.objects.front();
      entry.ref = model::reference_of(entry.object);
    }
    live.add(std::move(entry), *uid++);
  }
  return live;
}

std::string differences_text(const Prediction& prediction) {
  std::string text;
  const auto& all = prediction.differences;
  for (std::size_t i = 0; i < std::min(all.size(), kMostDifferences); ++i) {
    text += (i == 0 ? "differs at " : ", ") + all[i];
  }
  if (all.size() > kMostDifferences) {
    text += " and " + std::to_string(all.size() - kMostDifferences) + " more";
  }
  return text;
}

OrderedJson prediction_json(const Prediction& prediction) {
  const base::ResourceRef& ref = prediction.ref;
  OrderedJson json = {{"apiVersion", ref.api_version},
                      {"kind", ref.kind},
                      {"namespace", ref.name_space},
                      {"name", ref.name},
                      {"wave", prediction.wave}};
  json["outcome"] = bundle::to_string(prediction.outcome);
  json["reason"] = prediction.text.empty() ? OrderedJson() : OrderedJson(prediction.text);
  json["differences"] = prediction.differences;
  json["file"] = prediction.file;
  json["live"] = prediction.live.file.empty() ? OrderedJson() : OrderedJson(render::place(prediction.live));
  return json;
}

class SimulateCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand(
        "simulate", "Say what restoring a bundle would come to, by an export of the cluster");
    bundle_.add_to(command);
    command.add_option("--live", live_.paths, "Export of what is in the cluster now: files or directories")
        ->required();
    command.add_option("-f,--format", format_, "How to write the result")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.footer(
        "For each object: created; equal (exists as in the bundle); differs (exists otherwise); "
        "no-namespace; collected\n"
        "(would be created, and deleted because its owner is gone); left (to the controller that makes it). "
        "An export\n"
        "with Namespaces and owners (Canaries) in it lets more be said. Exit status: 0 when all is created, "
        "equal or\n"
        "left, 1 otherwise.\n\n"
        "Examples:\n"
        "  kubectl get httproutegroups.specs.smi-spec.io,traffictargets.access.smi-spec.io,namespaces -A -o "
        "yaml > live.yaml\n"
        "  nsmkit simulate mesh.tar.gz --live live.yaml");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    const OpenedBundle opened = bundle_.open(context);
    if (!opened.sound()) {
      print_findings(opened.verification.findings, color_out(global, context), context.out);
      context.err << bundle_.path << " is no sound bundle; nothing was simulated\n";
      return opened.content.complete ? base::ExitStatus::kFindings : base::ExitStatus::kIo;
    }
    LiveSink sink;
    model::LoadResult loaded = model::load(context.files, live_.paths, context.in, live_.limits, sink);
    // A cluster that holds nothing yet is exported as empty Lists.
    if (loaded.only_empty_lists) {
      loaded.findings.clear();
    }
    print_findings(loaded.findings, color_err(global, context), context.err);
    if (!loaded.complete()) {
      return base::ExitStatus::kIo;
    }
    const bundle::Manifest& manifest = *opened.verification.manifest;
    const auto predictions = simulate(opened, manifest, sink);
    if (format_ == "json") {
      print_json(manifest, predictions, context.out);
    } else {
      print_text(predictions, context.out);
    }
    if (!global.quiet) {
      print_summary(predictions, context.err);
    }
    return std::ranges::all_of(predictions, is_fine) ? base::ExitStatus::kOk : base::ExitStatus::kFindings;
  }

 private:
  static bool is_fine(const Prediction& prediction) {
    return prediction.outcome == Outcome::kCreated || prediction.outcome == Outcome::kEqual ||
           prediction.outcome == Outcome::kLeft;
  }

  static std::vector<Prediction> simulate(const OpenedBundle& opened, const bundle::Manifest& manifest,
                                          const LiveSink& sink) {
    const releases::Release& to = find_release(manifest.to);
    const releases::CrdSet* crds = releases::catalog().crd_set(to);
    if (crds == nullptr) {
      usage_error("the bundle is for release " + to.version + ", which came without CRD files");
    }
    std::vector<model::Resource> objects;
    for (const bundle::ObjectEntry& entry : manifest.objects) {
      objects.push_back(bundle::read_object(opened.content, entry.file).value());
    }
    return bundle::simulate(manifest.objects, objects, live_objects(sink, {*crds, to.version, nullptr, {}}));
  }

  void print_json(const bundle::Manifest& manifest, const std::vector<Prediction>& predictions,
                  std::ostream& out) const {
    OrderedJson json = {{"apiVersion", "nsmkit/v1"}, {"kind", "RestoreSimulation"}};
    json["tool"] = {{"name", "nsmkit"}, {"version", base::version()}};
    json["bundle"] = bundle_.path;
    json["to"] = manifest.to;
    json["objects"] = OrderedJson::array();
    for (const Prediction& prediction : predictions) {
      json["objects"].push_back(prediction_json(prediction));
    }
    out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
  }

  static void print_text(const std::vector<Prediction>& predictions, std::ostream& out) {
    for (const Prediction& prediction : predictions) {
      out << bundle::to_string(prediction.outcome) << ": " << model::display_name(prediction.ref);
      const std::string reason =
          prediction.differences.empty() ? prediction.text : differences_text(prediction);
      if (!reason.empty()) {
        out << ": " << reason;
      }
      if (!prediction.live.file.empty()) {
        out << " (" << render::place(prediction.live) << ')';
      }
      out << '\n';
    }
  }

  static void print_summary(const std::vector<Prediction>& predictions, std::ostream& err) {
    std::map<Outcome, std::size_t> counts;
    for (const Prediction& prediction : predictions) {
      ++counts[prediction.outcome];
    }
    err << count_text(predictions.size(), "object");
    const char* mark = ": ";
    for (const auto& [outcome, count] : counts) {
      err << mark << count << ' ' << bundle::to_string(outcome);
      mark = ", ";
    }
    err << '\n';
  }

  InputOptions live_;
  BundleArgument bundle_;
  std::string format_ = "text";
};

}  // namespace

std::unique_ptr<Command> make_simulate_command() { return std::make_unique<SimulateCommand>(); }

}  // namespace nsmkit::cli
