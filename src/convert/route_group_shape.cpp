#include "convert/json_member.hpp"
#include "convert/steps.hpp"
#include "releases/field_schema.hpp"

namespace nsmkit::convert {

namespace {

void move_matches(Work& work) {
  Json& object = work.object();
  if (!object.contains("matches")) {
    return;
  }
  if (object.contains("spec")) {
    work.impossible(
        "/matches",
        "matches stand both at the top and beside a spec; which of them were in force cannot be told");
    return;
  }
  const bool expected = work.id().version == "v1alpha1" || work.id().version == "v1alpha2";
  if (!expected) {
    work.mismatch("/matches", "matches stand at the top, as in v1alpha1 and v1alpha2");
  }
  Json matches = std::move(object["matches"]);
  object.erase("matches");
  object["spec"] = Json::object();
  if (!is_empty(&matches)) {
    object["spec"]["matches"] = std::move(matches);
  }
  work.moved("/spec/matches", "/matches");
  work.changed("matches moved into spec");
}

// What the target demands and an empty value can stand for.
void add_demanded(Work& work) {
  if (work.goal() == nullptr) {
    return;
  }
  Json& object = work.object();
  const Json* root = releases::field_schema(*work.goal(), "");
  const Json* spec = releases::field_schema(*work.goal(), "spec");
  if (!object.contains("spec") && root != nullptr && releases::demands(*root, "spec")) {
    object["spec"] = Json::object();
    work.changed("an empty spec added");
  }
  Json* own = object_member(&object, "spec");
  if (own != nullptr && spec != nullptr && releases::demands(*spec, "matches") && !own->contains("matches")) {
    (*own)["matches"] = Json::array();
    work.changed("an empty list of matches added");
  }
}

}  // namespace

void route_group_shape(Work& work) {
  const bool in_spec =
      work.object().contains("spec") && (work.id().version == "v1alpha1" || work.id().version == "v1alpha2");
  if (in_spec && !work.object().contains("matches")) {
    work.mismatch("/spec", "matches stand in spec, as in the versions after v1alpha2");
  }
  move_matches(work);
  if (!work.is_impossible()) {
    add_demanded(work);
  }
}

}  // namespace nsmkit::convert
