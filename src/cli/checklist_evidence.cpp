#include "cli/checklist_evidence.hpp"

#include <algorithm>

#include "cli/evidence/parts.hpp"
#include "meshconfig/migrate.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::cli {

namespace {

using checklist::MeshEvidence;
using checklist::Request;
using checklist::Truth;

// Each place that shows a thing is worth a line, up to a point.
constexpr std::size_t kMostEvidence = 20;

ObjectView view_of(const model::Resource& resource) {
  return {&resource.object, resource.ref, resource.location, [&resource](const std::string& pointer) {
            base::Location location = resource.location;
            location.position = resource.map.value(pointer);
            return location;
          }};
}

ObjectView view_of(const meshconfig::Carrier& carrier) {
  return {&carrier.document, carrier.ref, carrier.location, [&carrier](const std::string& pointer) {
            base::Location location = carrier.location;
            location.position = carrier.map.value(pointer);
            return location;
          }};
}

std::vector<ObjectView> views_of(const MeshFiles& input) {
  std::vector<ObjectView> views;
  for (const MeshFile& file : input.files) {
    for (const meshconfig::Carrier& carrier : file.carriers) {
      if (carrier.layout == meshconfig::Layout::kObject) {
        views.push_back(view_of(carrier));
      }
    }
    for (const model::Resource& resource : file.others) {
      views.push_back(view_of(resource));
    }
  }
  return views;
}

bool is_openshift(const Request& request, const MeshEvidence& evidence) {
  const std::string_view name = releases::to_string(releases::Platform::kOpenShift);
  return request.platform ? releases::to_string(*request.platform) == name
                          : evidence.platform && evidence.platform->value == name;
}

std::vector<std::string> deploy_arguments(const std::vector<meshconfig::Carrier>& carriers,
                                          const Request& request, const releases::Release* from,
                                          const MeshEvidence& evidence) {
  if (!evidence.configuration_given || releases::values_schema(*request.to) == nullptr) {
    return {};
  }
  meshconfig::MigrateOptions options;
  options.from = from;
  options.to = request.to;
  options.registry_server = request.registry_server;
  options.image_tag = request.image_tag;
  std::vector<std::string> arguments = meshconfig::migrate(carriers, options).arguments;
  const auto add = [&arguments](const std::string& flag, const std::string& value) {
    if (std::ranges::find(arguments, flag) == arguments.end()) {
      arguments.push_back(flag);
      if (!value.empty()) {
        arguments.push_back(value);
      }
    }
  };
  if (is_openshift(request, evidence)) {
    add("--environment", "openshift");
  }
  if (request.air_gapped) {
    add("--disable-public-images", "");
  }
  return arguments;
}

}  // namespace

void note_yes(MeshEvidence& evidence, std::string_view fact, std::string text,
              std::optional<base::Location> location) {
  checklist::Fact& known = evidence.facts[std::string(fact)];
  known.truth = Truth::kYes;
  if (known.evidence.size() < kMostEvidence) {
    known.evidence.push_back({std::move(text), std::move(location)});
  } else if (known.evidence.size() == kMostEvidence) {
    known.evidence.push_back({"and more places", std::nullopt});
  }
}

void note_no(MeshEvidence& evidence, std::string_view fact) {
  checklist::Fact& known = evidence.facts[std::string(fact)];
  known.truth = known.truth == Truth::kUnknown ? Truth::kNo : known.truth;
}

MeshEvidence collect_evidence(const MeshFiles& input, const Request& request) {
  MeshEvidence evidence;
  const std::vector<meshconfig::Carrier> all = input.carriers();
  const Carriers carriers = config_carriers(all);
  const std::vector<ObjectView> objects = views_of(input);
  collect_names(carriers, evidence);
  collect_policy_facts(objects, evidence);
  collect_workload_facts(objects, carriers, evidence);
  const releases::Release* from = request.from;
  if (from == nullptr && !evidence.releases.empty()) {
    from = releases::catalog().find_release(evidence.releases.front().value);
  }
  collect_config_facts(carriers, from, evidence);
  evidence.deploy_arguments = deploy_arguments(all, request, from, evidence);
  return evidence;
}

}  // namespace nsmkit::cli
