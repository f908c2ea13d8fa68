#include "cli/bundle/judgement.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "cli/finding_judge.hpp"
#include "meshconfig/mesh_facts.hpp"
#include "render/rule_catalogue.hpp"
#include "validate/engine.hpp"

namespace nsmkit::cli {

namespace {

std::set<std::string_view> allowed_slugs(const std::vector<std::string>& names) {
  std::set<std::string_view> slugs;
  for (const std::string& name : names) {
    const auto* entry = render::find_rule(name);
    if (entry == nullptr) {
      usage_error("--allow: " + render::unknown_rule(name));
    }
    if (entry->info->incomplete) {
      usage_error("--allow: '" + name + "' means that input was not read, and a bundle must not miss any");
    }
    slugs.insert(entry->info->slug);
  }
  return slugs;
}

model::MeshFacts mesh_facts(const MeshFiles& mesh) {
  model::MeshFacts facts;
  const auto carriers = mesh.carriers();
  for (const meshconfig::Carrier& carrier : carriers) {
    meshconfig::collect_facts(model::Resource{carrier.ref, carrier.document, carrier.map, carrier.location},
                              facts);
  }
  for (const meshconfig::Carrier& carrier : carriers) {
    meshconfig::collect_facts(carrier, facts);
  }
  return facts;
}

bool is_object(const Json& document) { return document.contains("kind") && document.contains("apiVersion"); }

std::uint64_t check_carriers(const MeshFiles& mesh, validate::Engine& engine) {
  std::uint64_t others = 0;
  for (const MeshFile& file : mesh.files) {
    for (const meshconfig::Carrier& carrier : file.carriers) {
      // A MeshConfig is carried to the target, and checked there.
      if (is_object(carrier.document) && carrier.kind != meshconfig::CarrierKind::kMeshConfig) {
        engine.check({carrier.ref, carrier.document, carrier.map, carrier.location});
      } else {
        ++others;
      }
    }
  }
  return others;
}

// Takes what allowed rules found out of account.
std::vector<bundle::AllowedRule> allow(const std::set<std::string_view>& slugs, render::Report& report) {
  std::map<std::string_view, bundle::AllowedRule> allowed;
  for (render::Result& result : report.results) {
    const base::RuleInfo& rule = *result.finding.rule;
    if (render::fails(report, result) && slugs.contains(rule.slug)) {
      result.suppression =
          render::Suppression{render::SuppressedBy::kAllowed, "--allow " + std::string(rule.slug)};
      auto& entry = allowed[rule.code];
      entry = {std::string(rule.code), std::string(rule.slug), entry.count + 1};
    }
  }
  std::vector<bundle::AllowedRule> list;
  std::ranges::transform(allowed, std::back_inserter(list), [](const auto& entry) { return entry.second; });
  return list;
}

}  // namespace

Judgement judge_bundle(Policies& policies, const BundleInputs& inputs, std::vector<base::Finding> findings,
                       const JudgementOptions& options, Context& context) {
  const std::set<std::string_view> slugs = allowed_slugs(options.allow);
  const auto& disabled = options.settings.rules.disable;
  FindingJudge judge(options.settings, context);
  validate::Engine engine(
      options.crds,
      {options.from, &options.to, {}, {BundleInputs::kFolder}, {disabled.begin(), disabled.end()}});
  for (model::Resource& object : policies.to_check) {
    engine.check(std::move(object));
  }
  policies.to_check.clear();
  const std::uint64_t carriers = check_carriers(inputs.mesh, engine);
  auto found = engine.finish(mesh_facts(inputs.mesh));
  for (auto* more : {&policies.findings, &found}) {
    std::move(more->begin(), more->end(), std::back_inserter(findings));
    more->clear();
  }

  Judgement judgement;
  render::Report& report = judgement.report;
  if (options.from != nullptr) {
    report.from = options.from->version;
  }
  report.to = options.to.version;
  report.fail_on = options.settings.fail_on;
  report.show_suppressed = true;
  const model::LoadCounts& counts = inputs.mesh.counts;
  report.summary = {counts.files, counts.documents, counts.resources, engine.checked() + carriers,
                    engine.skipped() + counts.skipped};
  report.results = judge.results(std::move(findings), engine.resources(), &options.to);
  judgement.allowed = allow(slugs, report);
  render::finish(report);
  judgement.refused = std::ranges::any_of(
      report.results, [&report](const render::Result& result) { return render::fails(report, result); });
  return judgement;
}

}  // namespace nsmkit::cli
