#include <array>

#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

struct Field {
  const char* before;
  const char* now;
};
constexpr std::array kFields{Field{"destination", "destination"}, Field{"specs", "rules"},
                             Field{"sources", "sources"}};

bool any_at_top(const Json& object) {
  return object.contains("destination") || object.contains("specs") || object.contains("sources");
}

}  // namespace

// v1alpha1 has no spec: its fields stand at the top, and rules are called specs.
void target_shape(Work& work) {
  Json& object = work.object();
  const bool first_version = work.id().version == "v1alpha1";
  if (!any_at_top(object)) {
    if (first_version && object.contains("spec")) {
      work.mismatch("/spec", "the fields stand in spec, as in the versions after v1alpha1");
    }
    return;
  }
  if (object.contains("spec")) {
    work.impossible("/spec",
                    "fields stand both in spec and beside it; which of them were in force cannot be told");
    return;
  }
  if (!first_version) {
    work.mismatch("", "the fields stand at the top, as in v1alpha1");
  }
  Json spec = Json::object();
  for (const Field& field : kFields) {
    if (object.contains(field.before)) {
      spec[field.now] = std::move(object[field.before]);
      object.erase(field.before);
      work.moved("/spec/" + std::string(field.now), "/" + std::string(field.before));
    }
  }
  object["spec"] = std::move(spec);
  work.changed("fields moved into spec");
}

}  // namespace nsmkit::convert
