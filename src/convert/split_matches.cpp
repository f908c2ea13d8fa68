#include <algorithm>

#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

std::string at(std::string_view list, std::size_t index) {
  return std::string(list) + "/" + std::to_string(index);
}

// One split has one list of conditions: those of its backends can be moved there only when they agree.
void lift_backend_matches(Work& work, Json& spec) {
  Json* backends = list_member(&spec, "backends");
  const auto matches_of = [](const Json& backend) { return member(&backend, "matches"); };
  if (backends == nullptr || std::none_of(backends->begin(), backends->end(), matches_of)) {
    return;
  }
  const Json first = is_empty(matches_of(backends->front())) ? Json() : *matches_of(backends->front());
  for (std::size_t i = 0; i < backends->size(); ++i) {
    const Json* matches = matches_of((*backends)[i]);
    if (is_empty(matches) ? !first.is_null() : *matches != first) {
      work.impossible(at("/spec/backends", i),
                      "the backends have different matches, and the split as a whole can have one list only");
      return;
    }
  }
  const Json* own = member(&spec, "matches");
  if (!first.is_null() && !is_empty(own) && *own != first) {
    work.impossible(
        "/spec/matches",
        "the matches of the split and of its backends differ; they cannot be told apart after a conversion");
    return;
  }
  for (Json& backend : *backends) {
    backend.erase("matches");
  }
  if (!first.is_null()) {
    work.mismatch("/spec/backends/0/matches", "the matches that all backends have are the split's now");
    spec["matches"] = first;
  }
  work.changed("matches of the backends moved to spec.matches");
}

bool narrows(const Json& group) {
  const Json* spec = object_member(&group, "spec");
  for (const Json* matches : {list_member(&group, "matches"), list_member(spec, "matches")}) {
    if (matches != nullptr && std::any_of(matches->begin(), matches->end(), [](const Json& match) {
          return !is_empty(member(&match, "pathRegex")) || !is_empty(member(&match, "methods"));
        })) {
      return true;
    }
  }
  return false;
}

void check_reference(Work& work, const Json& match, const std::string& pointer) {
  const std::string kind = text_member(&match, "kind");
  const std::string name = text_member(&match, "name");
  if (kind != "HTTPRouteGroup") {
    if (!kind.empty() && work.foreign()) {
      work.lossy(pointer, "matches refer to the kind " + kind + "; only HTTPRouteGroup has a meaning there");
    }
    return;
  }
  const auto groups = work.lookup().route_groups(work.input().ref.name_space, name);
  if (work.foreign() &&
      std::any_of(groups.begin(), groups.end(), [](const Json* group) { return narrows(*group); })) {
    work.doubt(pointer, "HTTPRouteGroup " + name +
                            " also has pathRegex or methods: SMI splits by headers only, the mesh narrows "
                            "the split by all of them");
  }
}

}  // namespace

void split_matches(Work& work) {
  Json* spec = object_member(&work.object(), "spec");
  if (spec == nullptr) {
    return;
  }
  lift_backend_matches(work, *spec);
  const Json* matches = list_member(spec, "matches");
  if (matches == nullptr || work.is_impossible()) {
    return;
  }
  if (matches->empty() && work.foreign()) {
    spec->erase("matches");
    work.changed("an empty list of matches left out");
    return;
  }
  if (work.id().version == "v1alpha1" || work.id().version == "v1alpha2") {
    work.doubt("/spec/matches",
               "this version of TrafficSplit has no matches: the old mesh may have ignored them, the new one "
               "follows them");
  }
  for (std::size_t i = 0; i < matches->size(); ++i) {
    check_reference(work, (*matches)[i], at("/spec/matches", i));
  }
}

}  // namespace nsmkit::convert
