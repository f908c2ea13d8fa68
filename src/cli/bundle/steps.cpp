#include "cli/bundle/steps.hpp"

#include <sstream>

#include "base/error.hpp"
#include "bundle/bundle_rules.hpp"
#include "cli/bundle/inputs.hpp"
#include "cli/checklist_evidence.hpp"
#include "model/resource_set.hpp"
#include "render/checklist_html.hpp"
#include "render/checklist_json.hpp"
#include "render/checklist_markdown.hpp"

namespace nsmkit::cli {

namespace {

std::optional<checklist::CallGraph> graph_of(const std::vector<bundle::Restorable>& objects) {
  model::ResourceSet resources;
  for (const bundle::Restorable& each : objects) {
    resources.add({model::reference_of(each.object), each.object, {}, each.source},
                  model::ResourceSet::Verdict::kAccepted);
  }
  checklist::CallGraph graph = checklist::call_graph(resources);
  return graph.nodes.empty() ? std::nullopt : std::optional(std::move(graph));
}

}  // namespace

BundleSteps plan_steps(const MeshFiles& input, const checklist::Request& request) {
  BundleSteps steps;
  try {
    steps.checklist = checklist::make_checklist(request, collect_evidence(input, request));
    steps.findings = steps.checklist->findings;
  } catch (const base::Error& error) {
    if (error.status() != base::ExitStatus::kUsage) {
      throw;
    }
    std::string reason = error.what();
    steps.findings.push_back(base::make_finding(
        bundle::kNoChecklist, "the bundle gets no checklist: " + reason.substr(0, reason.find('\n')),
        {BundleInputs::kFolder, {}, {}, {}}));
  }
  return steps;
}

void add_steps(const checklist::Checklist& checklist, const std::vector<bundle::Restorable>& objects,
               bundle::Contents& contents) {
  std::ostringstream json;
  render::write_checklist_json(checklist, json);
  contents.add("checklist.json", json.str());
  std::ostringstream markdown;
  render::write_checklist_markdown(checklist, markdown);
  contents.add("checklist.md", markdown.str());
  std::ostringstream html;
  render::write_checklist_html(checklist, graph_of(objects), html);
  contents.add("checklist.html", html.str());
}

}  // namespace nsmkit::cli
