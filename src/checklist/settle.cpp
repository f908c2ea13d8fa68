#include "checklist/settle.hpp"

#include "base/error.hpp"
#include "checklist/checklist_rules.hpp"

namespace nsmkit::checklist {

namespace {

constexpr std::string_view kMeshctlRelease = "nginx-service-mesh";
constexpr std::string_view kHelmRelease = "nsm";
constexpr std::string_view kNamespace = "nginx-mesh";

Evidence said(std::string_view option) {
  std::string text = "said by ";
  return {text.append(option), std::nullopt};
}

/// One thing that both the user and the files may name.
struct Question {
  std::string_view name;    ///< of the assumption
  std::string_view option;  ///< where the user says it
  const base::RuleInfo& contradiction;
};

std::string answer(const Question& question, const std::string& asked, const std::optional<Hint>& hint,
                   std::string_view otherwise, const std::string& why, Settled& settled) {
  Assumption assumption{std::string(question.name), asked, {}};
  if (!asked.empty()) {
    assumption.evidence.push_back(said(question.option));
    if (hint && hint->value != asked) {
      settled.findings.push_back(base::make_finding(
          question.contradiction,
          std::string(question.option) + " says " + asked + ", the files say " + hint->value + " (" +
              hint->evidence.text + ")",
          hint->evidence.location.value_or(base::Location{std::string(question.option), {}, {}, {}})));
    }
  } else if (hint) {
    assumption.value = hint->value;
    assumption.evidence.push_back(hint->evidence);
  } else {
    assumption.value = otherwise;
    if (!why.empty()) {
      assumption.evidence.push_back({why, std::nullopt});
    }
  }
  std::string value = assumption.value;
  if (!value.empty()) {
    settled.assumptions.push_back(std::move(assumption));
  }
  return value;
}

void report_other_releases(const MeshEvidence& evidence, Settled& settled) {
  const Hint& first = evidence.releases.front();
  for (const Hint& hint : evidence.releases) {
    if (hint.value != first.value) {
      settled.findings.push_back(base::make_finding(kSeveralReleases,
                                                    "one file says " + hint.value + " (" +
                                                        hint.evidence.text + "), another " + first.value +
                                                        " (" + first.evidence.text + "), which is taken",
                                                    hint.evidence.location.value_or(base::Location{})));
    }
  }
}

void settle_release(const Request& request, const MeshEvidence& evidence, Settled& settled) {
  const auto hint = evidence.releases.empty() ? std::nullopt : std::optional(evidence.releases.front());
  if (request.from == nullptr && !hint) {
    throw base::Error(base::ExitStatus::kUsage,
                      "which release runs now? Nothing that was given tells; name it with --from");
  }
  const std::string asked = request.from == nullptr ? "" : request.from->version;
  const std::string version = answer({"from", "--from", kReleaseContradiction}, asked, hint, "", "", settled);
  settled.from = releases::catalog().find_release(version);
  if (settled.from == nullptr) {
    throw base::Error(base::ExitStatus::kUsage,
                      "the files name the release '" + version + "', which is unknown; name it with --from");
  }
  if (asked.empty()) {
    report_other_releases(evidence, settled);
  }
  settled.assumptions.push_back({"to", settled.to->version, {said("--to")}});
}

void settle_installer(const Request& request, const MeshEvidence& evidence, Settled& settled) {
  const std::string asked = request.installer ? std::string(to_string(*request.installer)) : "";
  const std::string installer = answer(
      {"installer", "--installer", kInstallerContradiction}, asked, evidence.installer,
      to_string(Installer::kMeshctl),
      "a guess, since nothing tells: say --installer helm if the mesh was installed with Helm", settled);
  settled.installer = installer == to_string(Installer::kHelm) ? Installer::kHelm : Installer::kMeshctl;
  settled.installer_evidence = settled.assumptions.back().evidence;
  if (settled.installer == Installer::kMeshctl) {
    settled.release_name = kMeshctlRelease;
    return;
  }
  settled.release_name = answer(
      {"release name", "--release-name", kNameContradiction}, request.release_name, evidence.release_name,
      kHelmRelease, "the name that the documentation uses; say --release-name if it is another", settled);
}

}  // namespace

Settled settle(const Request& request, const MeshEvidence& evidence) {
  Settled settled;
  settled.to = request.to;
  settle_release(request, evidence, settled);
  const std::string platform =
      answer({"platform", "--platform", kPlatformContradiction},
             request.platform ? std::string(releases::to_string(*request.platform)) : "", evidence.platform,
             releases::to_string(releases::Platform::kKubernetes),
             "the default of the mesh, since nothing tells; say --platform openshift on OpenShift", settled);
  settled.platform = releases::platform_named(platform).value_or(releases::Platform::kKubernetes);
  settled.platform_evidence = settled.assumptions.back().evidence;
  settle_installer(request, evidence, settled);
  settled.mesh_namespace =
      answer({"mesh namespace", "--mesh-namespace", kNameContradiction}, request.mesh_namespace,
             evidence.mesh_namespace, kNamespace, "the default, since nothing tells", settled);
  settled.registry = request.registry_server;
  if (!settled.registry.empty()) {
    settled.assumptions.push_back({"registry", settled.registry, {said("--registry-server")}});
  } else if (evidence.registry) {
    settled.registry = evidence.registry->value;
    settled.assumptions.push_back({"registry", settled.registry, {evidence.registry->evidence}});
  }
  settled.tag = request.image_tag.empty() ? settled.to->version : request.image_tag;
  if (!request.kubernetes.empty()) {
    settled.assumptions.push_back({"Kubernetes", request.kubernetes, {said("--kubernetes")}});
  }
  return settled;
}

}  // namespace nsmkit::checklist
