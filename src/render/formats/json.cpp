#include <nlohmann/json.hpp>

#include "base/version.hpp"
#include "render/renderer.hpp"

namespace nsmkit::render {

namespace {

// Members in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;

OrderedJson resource_json(const base::Finding& finding) {
  if (!finding.resource) {
    return nullptr;
  }
  const base::ResourceRef& ref = *finding.resource;
  return {
      {"apiVersion", ref.api_version}, {"kind", ref.kind}, {"namespace", ref.name_space}, {"name", ref.name}};
}

OrderedJson result_json(const Result& result) {
  const base::Finding& finding = result.finding;
  OrderedJson json;
  json["code"] = finding.rule->code;
  json["rule"] = finding.rule->slug;
  json["severity"] = base::to_string(finding.severity);
  json["message"] = finding.message;
  json["remedy"] = finding.remedy;
  json["file"] = finding.location.file;
  json["line"] = finding.location.position.line;
  json["column"] = finding.location.position.column;
  json["document"] = finding.location.document ? OrderedJson(*finding.location.document) : OrderedJson();
  json["item"] = finding.location.item ? OrderedJson(*finding.location.item) : OrderedJson();
  json["resource"] = resource_json(finding);
  json["path"] = finding.path;
  json["pointer"] = finding.pointer;
  json["fingerprint"] = result.fingerprint;
  if (result.suppression) {
    json["suppression"] = {{"by", to_string(result.suppression->by)}, {"reason", result.suppression->reason}};
  }
  return json;
}

OrderedJson summary_json(const Summary& summary) {
  return {
      {"files", summary.files},       {"documents", summary.documents}, {"resources", summary.resources},
      {"checked", summary.checked},   {"skipped", summary.skipped},     {"errors", summary.errors},
      {"warnings", summary.warnings}, {"infos", summary.infos},         {"suppressed", summary.suppressed}};
}

class JsonRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "json"; }

  void render(const Report& report, Color /*color*/, std::ostream& out) const override {
    OrderedJson json;
    json["apiVersion"] = "nsmkit/v1";
    json["kind"] = "ValidationReport";
    json["tool"] = {{"name", "nsmkit"}, {"version", base::version()}};
    json["from"] = report.from ? OrderedJson(*report.from) : OrderedJson();
    json["to"] = report.to;
    json["summary"] = summary_json(report.summary);
    json["findings"] = OrderedJson::array();
    // Apart from the findings, so that nobody counts them by mistake.
    OrderedJson suppressed = OrderedJson::array();
    for (const Result* result : shown(report)) {
      (result->suppression ? suppressed : json["findings"]).push_back(result_json(*result));
    }
    if (report.show_suppressed) {
      json["suppressedFindings"] = std::move(suppressed);
    }
    out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
  }
};

}  // namespace

std::unique_ptr<Renderer> make_json_renderer() { return std::make_unique<JsonRenderer>(); }

}  // namespace nsmkit::render
