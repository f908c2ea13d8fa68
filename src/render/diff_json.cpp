#include "render/diff_json.hpp"

#include <nlohmann/json.hpp>

#include "base/version.hpp"

namespace nsmkit::render {

namespace {

// Members in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;

OrderedJson place_json(const base::Location& location) {
  return {{"file", location.file},
          {"line", location.position.line},
          {"column", location.position.column},
          {"document", location.document ? OrderedJson(*location.document) : OrderedJson()},
          {"item", location.item ? OrderedJson(*location.item) : OrderedJson()}};
}

OrderedJson resource_json(const base::ResourceRef& ref) {
  return {
      {"apiVersion", ref.api_version}, {"kind", ref.kind}, {"namespace", ref.name_space}, {"name", ref.name}};
}

OrderedJson entry_json(const diff::Entry& entry) {
  if (entry.origin == nullptr) return nullptr;
  OrderedJson json = place_json(entry.origin->location);
  json["resource"] = resource_json(entry.origin->ref);
  json["compared"] = entry.resource->ref.api_version;
  return json;
}

OrderedJson side_json(const Json* value, bool secret, const std::string& pointer, base::Position at) {
  OrderedJson json;
  json["present"] = value != nullptr;
  json["value"] = value == nullptr || secret ? OrderedJson() : OrderedJson(*value);
  json["pointer"] = pointer;
  json["line"] = at.line;
  json["column"] = at.column;
  return json;
}

OrderedJson value_json(const diff::ValueChange& change) {
  OrderedJson json;
  json["change"] = diff::to_string(change.nature);
  json["path"] = change.path;
  json["secret"] = change.secret;
  json["before"] = side_json(change.before, change.secret, change.before_pointer, change.before_position);
  json["after"] = side_json(change.after, change.secret, change.after_pointer, change.after_position);
  if (!change.before_order.empty()) {
    json["beforeOrder"] = change.before_order;
    json["afterOrder"] = change.after_order;
  }
  return json;
}

OrderedJson object_json(const diff::ObjectChange& change) {
  OrderedJson json;
  json["change"] = diff::to_string(change.nature);
  json["before"] = entry_json(change.before);
  json["after"] = entry_json(change.after);
  json["likeness"] = nullptr;
  if (change.likeness) {
    json["likeness"] = {{"equal", change.likeness->equal}, {"leaves", change.likeness->leaves}};
  }
  json["values"] = OrderedJson::array();
  for (const diff::ValueChange& value : change.values) {
    json["values"].push_back(value_json(value));
  }
  return json;
}

OrderedJson setting_json(const std::optional<diff::SettingValue>& setting, bool secret) {
  if (!setting) return nullptr;
  OrderedJson json;
  json["value"] = secret ? OrderedJson() : OrderedJson(setting->value);
  json["carrier"] = setting->origin;
  json["file"] = setting->location.file;
  json["line"] = setting->location.position.line;
  json["column"] = setting->location.position.column;
  return json;
}

OrderedJson settings_json(const diff::SettingsDifference& settings) {
  OrderedJson json;
  json["beforeCarriers"] = settings.before_carriers;
  json["afterCarriers"] = settings.after_carriers;
  json["notHeld"] = settings.not_held;
  json["unchanged"] = settings.unchanged;
  json["byDefault"] = settings.by_default;
  json["ignored"] = settings.ignored;
  json["changes"] = OrderedJson::array();
  for (const diff::SettingChange& change : settings.changes) {
    json["changes"].push_back({{"change", diff::to_string(change.nature)},
                               {"setting", change.name},
                               {"secret", change.secret},
                               {"before", setting_json(change.before, change.secret)},
                               {"after", setting_json(change.after, change.secret)}});
  }
  return json;
}

OrderedJson behaviour_json(const diff::Behaviour& behaviour) {
  OrderedJson json;
  json["unchanged"] = behaviour.unchanged;
  json["assumptions"] = behaviour.assumptions;
  json["changes"] = OrderedJson::array();
  for (const diff::BehaviourChange& change : behaviour.changes) {
    OrderedJson places = OrderedJson::array();
    for (const base::Location& location : change.places) {
      places.push_back(place_json(location));
    }
    json["changes"].push_back({{"topic", diff::to_string(change.topic)},
                               {"effect", diff::to_string(change.effect)},
                               {"subject", change.subject},
                               {"text", change.text},
                               {"before", change.before},
                               {"after", change.after},
                               {"places", std::move(places)}});
  }
  return json;
}

OrderedJson finding_json(const base::Finding& finding) {
  return {{"code", finding.rule->code},
          {"rule", finding.rule->slug},
          {"severity", base::to_string(finding.severity)},
          {"message", finding.message},
          {"remedy", finding.remedy},
          {"file", finding.location.file},
          {"line", finding.location.position.line},
          {"column", finding.location.position.column},
          {"resource", finding.resource ? resource_json(*finding.resource) : OrderedJson()},
          {"path", finding.path}};
}

OrderedJson summary_json(const diff::Counts& counts) {
  return {{"before", counts.before},        {"after", counts.after},     {"unchanged", counts.unchanged},
          {"added", counts.added},          {"removed", counts.removed}, {"changed", counts.changed},
          {"movedOrRenamed", counts.moved}, {"ignored", counts.ignored}};
}

}  // namespace

void write_diff_json(const DiffReport& report, Color /*color*/, std::ostream& out) {
  OrderedJson json;
  json["apiVersion"] = "nsmkit/v1";
  json["kind"] = "DiffReport";
  json["tool"] = {{"name", "nsmkit"}, {"version", base::version()}};
  json["before"] = report.before;
  json["after"] = report.after;
  json["different"] = differs(report);
  json["structure"] = nullptr;
  if (report.structure) {
    OrderedJson structure;
    structure["summary"] = summary_json(report.difference.counts);
    structure["versions"] = OrderedJson::array();
    for (const diff::VersionChange& version : report.difference.versions) {
      structure["versions"].push_back({{"kind", version.kind},
                                       {"before", version.before},
                                       {"after", version.after},
                                       {"objects", version.objects},
                                       {"converted", version.converted}});
    }
    structure["objects"] = OrderedJson::array();
    for (const diff::ObjectChange& change : report.difference.objects) {
      structure["objects"].push_back(object_json(change));
    }
    structure["configuration"] = settings_json(report.difference.settings);
    json["structure"] = std::move(structure);
  }
  json["behaviour"] = report.behaviour ? behaviour_json(*report.behaviour) : OrderedJson();
  json["findings"] = OrderedJson::array();
  for (const base::Finding& finding : report.findings) {
    json["findings"].push_back(finding_json(finding));
  }
  out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
}

}  // namespace nsmkit::render
