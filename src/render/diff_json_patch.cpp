#include "render/diff_json_patch.hpp"

#include <nlohmann/json.hpp>

#include "base/version.hpp"
#include "convert/json_patch.hpp"
#include "render/object_text.hpp"

namespace nsmkit::render {

namespace {

// Members in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;

OrderedJson resource_json(const base::ResourceRef& ref) {
  return {
      {"apiVersion", ref.api_version}, {"kind", ref.kind}, {"namespace", ref.name_space}, {"name", ref.name}};
}

OrderedJson object_json(const diff::EntryPair& pair) {
  const bool is_new = pair.before.resource == nullptr;
  const bool is_gone = pair.after.resource == nullptr;
  const ObjectValues values = object_values(pair, Masking::kSecrets);
  OrderedJson json;
  json["action"] = is_new ? "create" : is_gone ? "delete" : "patch";
  json["resource"] = resource_json((is_new ? pair.after : pair.before).resource->ref);
  json["masked"] = values.masked;
  if (is_new) {
    json["object"] = values.after;
  } else if (!is_gone) {
    json["patch"] = convert::json_patch(values.before, values.after);
  }
  return json;
}

}  // namespace

void write_diff_json_patch(const DiffReport& report, Color /*color*/, std::ostream& out) {
  OrderedJson json;
  json["apiVersion"] = "nsmkit/v1";
  json["kind"] = "DiffPatches";
  json["tool"] = {{"name", "nsmkit"}, {"version", base::version()}};
  json["before"] = report.before;
  json["after"] = report.after;
  json["objects"] = OrderedJson::array();
  for (const diff::EntryPair& pair :
       patch_pairs(report.before_objects, report.after_objects, report.ignore)) {
    json["objects"].push_back(object_json(pair));
  }
  out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
}

}  // namespace nsmkit::render
