#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/byte_source.hpp"
#include "meshconfig/migrate.hpp"
#include "meshconfig/settings.hpp"
#include "releases/catalog.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::meshconfig {

/// A carrier of this kind and layout with the content of a YAML (or JSON) text.
inline Carrier carrier_of(CarrierKind kind, Layout layout, const std::string& yaml, const std::string& file) {
  base::TextSource source(yaml);
  yaml::Reader reader(source, yaml::Limits());
  auto element = reader.next();
  Carrier carrier;
  carrier.kind = kind;
  carrier.layout = layout;
  carrier.location.file = file;
  if (element) {
    carrier.document = element->value;
    carrier.settings = element->value;
    carrier.map = element->map;
  }
  if (layout == Layout::kResource || layout == Layout::kObject) {
    carrier.ref = model::reference_of(carrier.document);
  }
  return carrier;
}

inline Carrier values(const std::string& yaml, const std::string& file = "values.yaml") {
  return carrier_of(CarrierKind::kHelmValues, Layout::kValues, yaml, file);
}

inline Carrier runtime(const std::string& yaml, const std::string& file = "config.json") {
  return carrier_of(CarrierKind::kMeshctlConfig, Layout::kMeshConfigV1, yaml, file);
}

inline Carrier resource(const std::string& spec, const std::string& file = "meshconfig.yaml") {
  return carrier_of(
      CarrierKind::kMeshConfig, Layout::kResource,
      R"({"apiVersion": "nsm.nginx.com/v1alpha2", "kind": "MeshConfig", "metadata": {"name": "c"},)"
      R"( "spec": )" +
          spec + "}",
      file);
}

inline Carrier object(CarrierKind kind, const std::string& yaml, const std::string& template_at = {}) {
  Carrier carrier = carrier_of(kind, Layout::kObject, yaml, "object.yaml");
  carrier.template_at = template_at;
  return carrier;
}

inline MigrateOptions hop(const char* from, const char* to) {
  MigrateOptions options;
  options.from = releases::catalog().find_release(from);
  options.to = releases::catalog().find_release(to);
  return options;
}

/// "file:line:col NSM781 message" of every finding, in report order.
inline std::vector<std::string> lines(const std::vector<base::Finding>& findings) {
  std::vector<std::string> all;
  for (const auto& each : findings) {
    all.push_back(each.location.file + ":" + std::to_string(each.location.position.line) + ":" +
                  std::to_string(each.location.position.column) + " " + std::string(each.rule->code) + " " +
                  each.message);
  }
  return all;
}

/// The lines of the findings with this code.
inline std::vector<std::string> lines(const Migration& migration, std::string_view code) {
  std::vector<base::Finding> some;
  std::copy_if(migration.findings.begin(), migration.findings.end(), std::back_inserter(some),
               [code](const base::Finding& each) { return each.rule->code == code; });
  return lines(some);
}

}  // namespace nsmkit::meshconfig
