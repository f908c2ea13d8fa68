#include "cli/target_crds.hpp"

#include "base/error.hpp"
#include "cli/common_options.hpp"
#include "model/load.hpp"
#include "validate/crd_loader.hpp"

namespace nsmkit::cli {

namespace {

/// Collects the CRDs of a file or directory.
class CrdSink final : public model::ResourceSink {
 public:
  void resource(model::Resource&& resource) override {
    if (!validate::is_crd(resource.object)) {
      return;
    }
    validate::LoadedCrd crd = validate::load_crd(resource.object);
    if (!crd.violations.empty() && problem.empty()) {
      problem = resource.location.file + ":" + std::to_string(resource.location.position.line) + ": " +
                crd.violations.front().message;
    }
    std::move(crd.resources.begin(), crd.resources.end(), std::back_inserter(resources));
  }

  std::vector<releases::CrdResource> resources;
  std::string problem;
};

std::shared_ptr<const releases::CrdSet> load_crds(const std::string& path, Context& context,
                                                  const yaml::Limits& limits) {
  CrdSink sink;
  const model::LoadResult result = model::load(context.files, {path}, context.in, limits, sink);
  for (const base::Finding& finding : result.findings) {
    if (finding.rule->incomplete) {
      throw base::Error(base::ExitStatus::kIo, "--crds " + path + ": " + finding.message);
    }
  }
  if (!sink.problem.empty()) {
    throw base::Error(base::ExitStatus::kIo, "--crds: " + sink.problem);
  }
  if (sink.resources.empty()) {
    throw base::Error(
        base::ExitStatus::kIo,
        "--crds " + path +
            ": no CustomResourceDefinition found there; export them with 'kubectl get crd -o yaml'");
  }
  return std::make_shared<const releases::CrdSet>(validate::make_crd_set(path, std::move(sink.resources)));
}

}  // namespace

const releases::Release& find_release(const std::string& name) {
  const releases::Catalog& catalog = releases::catalog();
  if (const releases::Release* release = catalog.find_release(name)) {
    return *release;
  }
  const auto meant = catalog.suggest(name);
  usage_error("there is no release '" + name + "' of NGINX Service Mesh" +
              (meant ? "; did you mean " + std::string(*meant) + "?" : "") +
              "\nRun 'nsmkit releases' for the list.");
}

void TargetOptions::add_to(CLI::App& app) {
  app.add_option("--to", to_,
                 "Release that the objects are to be created on, e.g. 1.7.0 [default: the newest]");
  app.add_option("--from", from_, "Release that the objects were exported from");
  app.add_option(
      "--crds", crds_,
      "File or directory with your own CRDs, used instead of the release's (kubectl get crd -o yaml)");
}

void TargetOptions::use_defaults(const Config& config) {
  to_ = to_.empty() ? config.to.value_or("") : to_;
  from_ = from_.empty() ? config.from.value_or("") : from_;
  crds_ = crds_.empty() ? config.crds.value_or("") : crds_;
}

Target TargetOptions::resolve(Context& context, const yaml::Limits& limits) const {
  const releases::Catalog& catalog = releases::catalog();
  Target target;
  if (!from_.empty()) {
    target.from = &find_release(from_);
  }
  const releases::Release& to = to_.empty() ? catalog.newest() : find_release(to_);
  target.to = to.version;
  if (!crds_.empty()) {
    target.own = load_crds(crds_, context, limits);
    target.release = to_.empty() ? nullptr : &to;
    target.to = to_.empty() ? crds_ : to.version;
    return target;
  }
  target.release = &to;
  target.embedded = catalog.crd_set(to);
  if (target.embedded == nullptr) {
    usage_error("release " + to.version +
                " came without CRD files, so there is nothing to check against; give your own with --crds");
  }
  return target;
}

}  // namespace nsmkit::cli
