#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

// One SMI release had a schema that asked for the fields of the spec at the top.
void split_shape(Work& work) {
  Json& object = work.object();
  const bool at_top = object.contains("service") || object.contains("backends");
  if (!at_top) {
    return;
  }
  if (object.contains("spec")) {
    work.impossible(
        "/spec",
        "fields of the spec stand both in spec and beside it; which of them were in force cannot be told");
    return;
  }
  Json spec = Json::object();
  for (const char* name : {"service", "backends", "matches"}) {
    if (object.contains(name)) {
      spec[name] = std::move(object[name]);
      object.erase(name);
      work.moved("/spec/" + std::string(name), "/" + std::string(name));
    }
  }
  object["spec"] = std::move(spec);
  work.mismatch("", "service and backends stood beside spec and were moved into it");
  work.changed("fields moved into spec");
}

}  // namespace nsmkit::convert
