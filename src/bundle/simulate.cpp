#include "bundle/simulate.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/pointer.hpp"

namespace nsmkit::bundle {

namespace {

constexpr std::array kWords{
    std::pair{Outcome::kCreated, "created"},     std::pair{Outcome::kEqual, "equal"},
    std::pair{Outcome::kDiffers, "differs"},     std::pair{Outcome::kNoNamespace, "no-namespace"},
    std::pair{Outcome::kCollected, "collected"}, std::pair{Outcome::kLeft, "left"}};

std::string text_of(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What the export says of the object's owners.
struct Owners {
  std::string gone;     ///< "Canary catalog", the first that is not there
  std::string unknown;  ///< the first whose kind the export does not hold
};

Owners judge_owners(const Json& object, const LiveObjects& live) {
  Owners result;
  const Json* owners = base::find(object, "/metadata/ownerReferences");
  if (owners == nullptr || !owners->is_array()) {
    return result;
  }
  for (const Json& owner : *owners) {
    const std::string kind = text_of(owner, "kind");
    if (live.has_uid(text_of(owner, "uid"))) {
      continue;
    }
    std::string& first = live.knows(kind) ? result.gone : result.unknown;
    if (first.empty()) {
      first = kind + " " + text_of(owner, "name");
    }
  }
  return result;
}

std::vector<std::string> differences(const Json& bundled, const Json& live) {
  std::vector<std::string> pointers;
  for (const Json& step : Json::diff(bundled, live)) {
    pointers.push_back(step.at("path").get<std::string>());
  }
  std::ranges::sort(pointers);
  pointers.erase(std::unique(pointers.begin(), pointers.end()), pointers.end());
  return pointers;
}

Prediction predict(const ObjectEntry& entry, const model::Resource& object, const LiveObjects& live) {
  Prediction result{entry.ref, entry.wave, Outcome::kCreated, {}, {}, entry.file, {}};
  const Owners owners = judge_owners(object.object, live);
  const model::Resource* existing = live.find(entry.ref);
  if (existing != nullptr) {
    result.live = existing->location;
  }
  if (!entry.owner.empty()) {
    result.outcome = Outcome::kLeft;
    result.text = !owners.gone.empty()
                      ? owners.gone +
                            " is not in the cluster: nobody makes the object, and one restored with "
                            "--owned keep is garbage-collected"
                      : entry.owner + " makes the object, and overwrites one restored with --owned keep";
  } else if (existing != nullptr) {
    result.differences = differences(object.object, existing->object);
    result.outcome = result.differences.empty() ? Outcome::kEqual : Outcome::kDiffers;
  } else if (live.knows("Namespace") && !entry.ref.name_space.empty() &&
             !live.has_namespace(entry.ref.name_space)) {
    result.outcome = Outcome::kNoNamespace;
    result.text = "the namespace " + entry.ref.name_space + " is not in the cluster";
  } else if (!owners.gone.empty()) {
    result.outcome = Outcome::kCollected;
    result.text = "its owner " + owners.gone + " is not in the cluster";
  } else if (!owners.unknown.empty()) {
    result.text = "whether its owner " + owners.unknown + " is in the cluster, the export does not show";
  }
  return result;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  return std::ranges::find(kWords, outcome, &decltype(kWords)::value_type::first)->second;
}

void LiveObjects::add(model::Resource&& object, std::string uid) {
  const base::ResourceRef& ref = object.ref;
  kinds_.insert(ref.kind);
  if (!uid.empty()) {
    uids_.insert(std::move(uid));
  }
  Key key{model::split_api_version(ref.api_version).group, ref.kind, ref.name_space, ref.name};
  objects_.emplace(std::move(key), std::move(object));
}

const model::Resource* LiveObjects::find(const base::ResourceRef& ref) const {
  const auto found =
      objects_.find({model::split_api_version(ref.api_version).group, ref.kind, ref.name_space, ref.name});
  return found == objects_.end() ? nullptr : &found->second;
}

bool LiveObjects::has_namespace(const std::string& name) const {
  return objects_.contains({std::string(), "Namespace", std::string(), name});
}

std::vector<Prediction> simulate(const std::vector<ObjectEntry>& entries,
                                 const std::vector<model::Resource>& objects, const LiveObjects& live) {
  std::vector<Prediction> predictions;
  std::ranges::transform(entries, objects, std::back_inserter(predictions),
                         [&live](const ObjectEntry& entry, const model::Resource& object) {
                           return predict(entry, object, live);
                         });
  return predictions;
}

}  // namespace nsmkit::bundle
