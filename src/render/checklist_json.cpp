#include "render/checklist_json.hpp"

#include <nlohmann/json.hpp>

#include "base/version.hpp"

namespace nsmkit::render {

namespace {

// Members in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;

template <typename Items, typename Convert>
OrderedJson list_json(const Items& items, const Convert& convert) {
  OrderedJson json = OrderedJson::array();
  for (const auto& item : items) {
    json.push_back(convert(item));
  }
  return json;
}

OrderedJson evidence_json(const checklist::Evidence& evidence) {
  OrderedJson json;
  json["text"] = evidence.text;
  json["file"] = evidence.location ? OrderedJson(evidence.location->file) : OrderedJson();
  json["line"] = evidence.location ? OrderedJson(evidence.location->position.line) : OrderedJson();
  json["column"] = evidence.location ? OrderedJson(evidence.location->position.column) : OrderedJson();
  return json;
}

OrderedJson assumption_json(const checklist::Assumption& assumption) {
  OrderedJson json;
  json["name"] = assumption.name;
  json["value"] = assumption.value;
  json["evidence"] = list_json(assumption.evidence, evidence_json);
  return json;
}

OrderedJson command_json(const checklist::Command& command) {
  return {{"text", command.text}, {"comment", command.comment}};
}

OrderedJson step_json(const checklist::Step& step) {
  OrderedJson json;
  json["id"] = step.id;
  json["title"] = step.title;
  json["why"] = step.why;
  json["commands"] = list_json(step.commands, command_json);
  json["expect"] = step.expect;
  json["undo"] = step.undo;
  json["phase"] = to_string(step.phase);
  json["owner"] = to_string(step.owner);
  json["downtime"] = to_string(step.downtime);
  json["severity"] = base::to_string(step.severity);
  json["decision"] = step.decision;
  json["evidence"] = list_json(step.evidence, evidence_json);
  json["sources"] = step.sources;
  return json;
}

OrderedJson ruled_out_json(const checklist::RuledOut& ruled_out) {
  OrderedJson json;
  json["id"] = ruled_out.id;
  json["title"] = ruled_out.title;
  json["reason"] = ruled_out.reason;
  json["evidence"] = list_json(ruled_out.evidence, evidence_json);
  json["sources"] = ruled_out.sources;
  return json;
}

OrderedJson hop_json(const checklist::Hop& hop) {
  OrderedJson json;
  json["from"] = hop.from;
  json["to"] = hop.to;
  json["kubernetes"] = hop.kubernetes;
  json["kubernetesNote"] = hop.kubernetes_note;
  return json;
}

OrderedJson plan_json(const checklist::Plan& plan) {
  OrderedJson json;
  json["id"] = plan.id;
  json["method"] = to_string(plan.method);
  json["title"] = plan.title;
  json["summary"] = plan.summary;
  json["recommended"] = plan.recommended;
  json["hops"] = list_json(plan.hops, hop_json);
  json["cost"] = {{"downtimes", plan.cost.downtimes},
                  {"downtime", plan.cost.downtime},
                  {"kubernetes", plan.cost.kubernetes}};
  json["steps"] = list_json(plan.steps, step_json);
  json["ruledOut"] = list_json(plan.ruled_out, ruled_out_json);
  return json;
}

OrderedJson finding_json(const base::Finding& finding) {
  OrderedJson json;
  json["code"] = finding.rule->code;
  json["rule"] = finding.rule->slug;
  json["severity"] = base::to_string(finding.severity);
  json["message"] = finding.message;
  json["remedy"] = finding.remedy;
  json["file"] = finding.location.file;
  json["line"] = finding.location.position.line;
  json["column"] = finding.location.position.column;
  return json;
}

}  // namespace

void write_checklist_json(const checklist::Checklist& checklist, std::ostream& out) {
  OrderedJson json;
  json["apiVersion"] = "nsmkit/v1";
  json["kind"] = "UpgradeChecklist";
  json["tool"] = {{"name", "nsmkit"}, {"version", base::version()}};
  json["from"] = checklist.from;
  json["to"] = checklist.to;
  json["platform"] = releases::to_string(checklist.platform);
  json["installer"] = to_string(checklist.installer);
  json["assumptions"] = list_json(checklist.assumptions, assumption_json);
  json["plans"] = list_json(checklist.plans, plan_json);
  json["findings"] = list_json(checklist.findings, finding_json);
  out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
}

}  // namespace nsmkit::render
