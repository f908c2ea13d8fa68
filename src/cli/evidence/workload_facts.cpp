#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/pointer.hpp"
#include "cli/evidence/parts.hpp"
#include "meshconfig/readers.hpp"
#include "releases/annotations.hpp"
#include "releases/cluster_versions.hpp"

namespace nsmkit::cli {

namespace {

using checklist::MeshEvidence;
using checklist::Restart;
using checklist::Truth;
using meshconfig::text_at;

/// A kind that makes Pods.
struct PodKind {
  std::string_view kind;
  std::string_view resource;  ///< as kubectl takes it; empty: its next Pods are new anyway
  std::string_view pod;       ///< pointer to the Pod, or its template
  Restart restart;
};
constexpr std::array kPodKinds{
    PodKind{"Deployment", "deployment", "/spec/template", Restart::kRolling},
    PodKind{"DaemonSet", "daemonset", "/spec/template", Restart::kRolling},
    PodKind{"StatefulSet", "statefulset", "/spec/template", Restart::kRolling},
    PodKind{"Pod", "pod", "", Restart::kByHand},
    PodKind{"Job", "job", "/spec/template", Restart::kByHand},
    PodKind{"ReplicaSet", "replicaset", "/spec/template", Restart::kByHand},
    PodKind{"ReplicationController", "replicationcontroller", "/spec/template", Restart::kByHand},
    PodKind{"CronJob", "", "/spec/jobTemplate/spec/template", Restart::kByHand},
};

constexpr std::string_view kPartOf = "/metadata/labels/app.kubernetes.io~1part-of";
constexpr std::string_view kMesh = "nginx-service-mesh";
constexpr std::string_view kOldCsiDriver = "wlapi-mounter.spire.nginx.com";

const std::string* mark_value(const Json& object, std::string_view id, const std::string& parent) {
  return text_at(object, releases::pointer_to(releases::mark(id), parent));
}

bool has_text(const Json& object, std::string_view pointer, std::string_view wanted) {
  const std::string* text = text_at(object, pointer);
  return text != nullptr && *text == wanted;
}

std::string_view last_segment(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path;
}

/// Collects from one object after the other.
class WorkloadCollector {
 public:
  WorkloadCollector(const InjectionSettings& injection, MeshEvidence& evidence)
      : injection_(injection), evidence_(evidence) {}

  void look(const ObjectView& view) {
    if (view.ref.kind == "Namespace") {
      look_at_namespace(view);
      return;
    }
    look_at_helm_marks(view);
    const auto kind = std::ranges::find(kPodKinds, view.ref.kind, &PodKind::kind);
    if (kind != kPodKinds.end() && !releases::catalog().is_mesh_kind("", view.ref.kind)) {
      look_at_pods(view, *kind);
    }
  }

  void finish() {
    name_namespaces();
    std::ranges::sort(evidence_.workloads, {}, [](const checklist::Workload& each) {
      return std::tie(each.name_space, each.kind, each.name);
    });
    if (evidence_.workloads_given) {
      for (const std::string_view fact :
           {"injection-annotation", "ingress-annotation", "ingress-controller", "old-csi-volume"}) {
        note_no(evidence_, fact);
      }
    }
    if (evidence_.namespaces_given) {
      note_no(evidence_, "namespace-false");
      note_unlabelled();
    }
  }

 private:
  void look_at_namespace(const ObjectView& view) {
    evidence_.namespaces_given = true;
    const std::string* label = mark_value(*view.object, "namespace-auto-inject", "");
    if (label == nullptr) {
      return;
    }
    const std::string pointer = releases::pointer_to(releases::mark("namespace-auto-inject"));
    if (*label == "enabled") {
      labelled_.insert(view.ref.name);
      add_namespace(view.ref.name, {"Namespace " + view.ref.name + " is labelled", view.place(pointer)});
    } else if (releases::mark("namespace-auto-inject-false").values.contains(*label) &&
               !releases::is_labelled_by_chart(view.ref.name)) {
      note_yes(evidence_, "namespace-false", "Namespace " + view.ref.name, view.place(pointer));
    }
  }

  // The mesh's own objects name the Helm release, and the chart that made them.
  void look_at_helm_marks(const ObjectView& view) {
    if (!has_text(*view.object, kPartOf, kMesh)) {
      return;
    }
    if (const std::string* name = mark_value(*view.object, "helm-release-name", "")) {
      const auto installer = *name == kMesh ? checklist::Installer::kMeshctl : checklist::Installer::kHelm;
      const checklist::Evidence shows{model::display_name(view.ref) + " is of the Helm release " + *name,
                                      view.location};
      // Objects of the cluster tell more than files kept by hand.
      evidence_.installer = checklist::Hint{std::string(to_string(installer)), shows};
      evidence_.release_name = checklist::Hint{*name, shows};
    }
  }

  void look_at_pods(const ObjectView& view, const PodKind& kind) {
    const Json* pod = base::find(*view.object, kind.pod);
    if (pod == nullptr) {
      return;
    }
    const bool is_control_plane = look_at_images(view, std::string(kind.pod) + "/spec");
    if (is_control_plane || has_text(*view.object, kPartOf, kMesh)) {
      return;
    }
    evidence_.workloads_given = true;
    look_at_marks(view, std::string(kind.pod));
    const bool is_owned = base::find(*view.object, "/metadata/ownerReferences") != nullptr;
    if (kind.resource.empty() || is_owned ||
        !seen_.emplace(view.ref.kind, view.ref.name_space, view.ref.name).second) {
      return;
    }
    evidence_.workloads.push_back({std::string(kind.resource), view.ref.name_space, view.ref.name,
                                   kind.restart, meshed(view, std::string(kind.pod)), view.location});
  }

  [[nodiscard]] Truth meshed(const ObjectView& view, const std::string& pod) {
    const std::string* injected = mark_value(*view.object, "pod-injected", pod);
    const std::string* label = mark_value(*view.object, "pod-auto-inject", pod);
    const std::string* annotation = mark_value(*view.object, "pod-auto-inject-annotation", pod);
    const std::string& name_space = view.ref.name_space;
    if (injected != nullptr) {
      add_namespace(name_space, {model::display_name(view.ref) + " has a sidecar", view.location});
      return Truth::kYes;
    }
    if (label != nullptr) {
      return *label == "enabled" ? Truth::kYes : Truth::kNo;
    }
    if (annotation != nullptr && *annotation == "false") {
      return Truth::kNo;
    }
    if (releases::is_never_injected(name_space)) {
      return Truth::kNo;
    }
    const bool listed = std::ranges::find(injection_.enabled, name_space, &checklist::Hint::value) !=
                        injection_.enabled.end();
    if (listed || labelled_.contains(name_space)) {
      return Truth::kYes;
    }
    return injection_.automatic == Truth::kNo && evidence_.namespaces_given ? Truth::kNo : Truth::kUnknown;
  }

  void look_at_marks(const ObjectView& view, const std::string& pod) {
    for (const auto& [id, fact] : {std::pair{"pod-auto-inject-annotation", "injection-annotation"},
                                   std::pair{"enable-ingress-annotation", "ingress-annotation"},
                                   std::pair{"enable-egress-annotation", "ingress-annotation"},
                                   std::pair{"enable-ingress-annotation", "ingress-controller"},
                                   std::pair{"enable-egress-annotation", "ingress-controller"},
                                   std::pair{"enable-ingress", "ingress-controller"},
                                   std::pair{"enable-egress", "ingress-controller"}}) {
      if (mark_value(*view.object, id, pod) != nullptr) {
        note_yes(evidence_, fact, model::display_name(view.ref),
                 view.place(releases::pointer_to(releases::mark(id), pod)));
      }
    }
    const std::string list = pod + "/spec/volumes";
    const Json* volumes = base::find(*view.object, list);
    for (std::size_t i = 0; volumes != nullptr && volumes->is_array() && i < volumes->size(); ++i) {
      const std::string pointer = list + "/" + std::to_string(i) + "/csi/driver";
      if (has_text(*view.object, pointer, kOldCsiDriver)) {
        note_yes(evidence_, "old-csi-volume", model::display_name(view.ref), view.place(pointer));
      }
    }
  }

  // Gives whether the Pods are of the mesh itself.
  bool look_at_images(const ObjectView& view, const std::string& spec) {
    const Json* containers = base::find(*view.object, spec + "/containers");
    bool is_mesh = false;
    for (std::size_t i = 0; containers != nullptr && containers->is_array() && i < containers->size(); ++i) {
      const std::string pointer = spec + "/containers/" + std::to_string(i) + "/image";
      const std::string* image = text_at(*view.object, pointer);
      if (image == nullptr) {
        continue;
      }
      const std::string_view name = last_segment(*image);
      if (name.starts_with("nginx-mesh-")) {
        note_release(view, pointer, *image);
        is_mesh = is_mesh || !name.starts_with("nginx-mesh-sidecar");
      } else if (name.starts_with("nginx-plus-ingress") || name.starts_with("nginx-ingress")) {
        note_yes(evidence_, "ingress-controller", model::display_name(view.ref), view.place(pointer));
      }
    }
    return is_mesh;
  }

  void note_release(const ObjectView& view, const std::string& pointer, const std::string& image) {
    const std::string tag = meshconfig::image_tag(image);
    const releases::Release* release = releases::catalog().find_release(tag);
    if (release == nullptr || release->version != tag) {
      return;
    }
    // The image of the control plane is the best sign of all.
    const checklist::Hint hint{
        tag, {model::display_name(view.ref) + " runs an image of this release", view.place(pointer)}};
    const bool sidecar = last_segment(image).starts_with("nginx-mesh-sidecar");
    evidence_.releases.insert(sidecar ? evidence_.releases.end() : evidence_.releases.begin(), hint);
  }

  void add_namespace(const std::string& name, checklist::Evidence shows) {
    if (!name.empty()) {
      namespaces_.emplace(name, std::move(shows));
    }
  }

  void name_namespaces() {
    for (const checklist::Hint& hint : injection_.enabled) {
      add_namespace(hint.value, hint.evidence);
    }
    for (const auto& [name, shows] : namespaces_) {
      evidence_.meshed_namespaces.push_back({name, shows});
    }
  }

  void note_unlabelled() {
    for (const checklist::Hint& hint : evidence_.meshed_namespaces) {
      if (!labelled_.contains(hint.value)) {
        note_yes(evidence_, "unlabelled-namespaces", hint.value + ": " + hint.evidence.text,
                 hint.evidence.location);
      }
    }
    if (!evidence_.meshed_namespaces.empty()) {
      note_no(evidence_, "unlabelled-namespaces");
    }
  }

  const InjectionSettings& injection_;
  MeshEvidence& evidence_;
  std::set<std::string, std::less<>> labelled_;
  std::map<std::string, checklist::Evidence> namespaces_;
  std::set<std::tuple<std::string, std::string, std::string>> seen_;
};

}  // namespace

void collect_workload_facts(const std::vector<ObjectView>& objects, const Carriers& carriers,
                            MeshEvidence& evidence) {
  const InjectionSettings injection = injection_settings(carriers);
  WorkloadCollector collector(injection, evidence);
  // Labels of namespaces say which workloads have sidecars.
  for (const bool namespaces : {true, false}) {
    for (const ObjectView& view : objects) {
      if ((view.ref.kind == "Namespace") == namespaces) {
        collector.look(view);
      }
    }
  }
  collector.finish();
}

}  // namespace nsmkit::cli
