#include "validate/pod_template.hpp"

#include <algorithm>
#include <cctype>

#include "base/pointer.hpp"
#include "validate/kinds.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

std::string_view template_pointer(std::string_view kind) {
  if (kind == "Pod") {
    return "";
  }
  return kind == "CronJob" ? "/spec/jobTemplate/spec/template" : "/spec/template";
}

bool is_made_by_controller(const model::Resource& resource) {
  const Json& owners = list_at(resource.object, "/metadata/ownerReferences");
  return std::any_of(owners.begin(), owners.end(), [](const Json& owner) {
    const Json* controller = base::find(owner, "/controller");
    return controller != nullptr && *controller == true;
  });
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

Meshing meshing_by(std::string_view value, std::string_view yes, std::string_view no) {
  if (value == yes) {
    return Meshing::kMeshed;
  }
  return value == no ? Meshing::kNotMeshed : Meshing::kUnknown;
}

Meshing meshing_of_namespace(std::string_view name_space, const RuleContext& context) {
  const releases::Mark& label = releases::mark("namespace-auto-inject");
  for (const model::Resource* found : context.find("Namespace", "", name_space)) {
    const auto value = text_at(found->object, releases::pointer_to(label));
    if (const Meshing meshing = meshing_by(value, "enabled", "disabled"); meshing != Meshing::kUnknown) {
      return meshing;
    }
    const releases::Release* to = context.facts().to;
    return to != nullptr && releases::injects_only_where_labelled(*to) ? Meshing::kNotMeshed
                                                                       : Meshing::kUnknown;
  }
  return Meshing::kUnknown;
}

}  // namespace

std::string_view PodTemplate::value_of(const releases::Mark& mark) const {
  return text_at(*body, releases::pointer_to(mark));
}

bool PodTemplate::has(const releases::Mark& mark) const {
  return base::find(*body, releases::pointer_to(mark)) != nullptr;
}

std::string PodTemplate::pointer_to(const releases::Mark& mark) const {
  return releases::pointer_to(mark, pointer);
}

std::string PodTemplate::subject() const {
  return (pointer.empty() ? "" : "the Pods of ") + model::display_name(resource->ref);
}

void for_each_template(const RuleContext& context, MadePods made_pods,
                       const std::function<void(const PodTemplate&)>& visit) {
  for (const std::string_view kind : kWorkloadKinds) {
    for (const model::Resource* resource : context.all(kind)) {
      if (made_pods == MadePods::kSkip && is_made_by_controller(*resource)) {
        continue;
      }
      const std::string_view pointer = template_pointer(kind);
      const Json* body = base::find(resource->object, pointer);
      if (body != nullptr && body->is_object()) {
        visit({resource, std::string(pointer), body});
      }
    }
  }
}

void for_each_container(const PodTemplate& pods,
                        const std::function<void(const Json& container, const std::string& pointer)>& visit) {
  for (const std::string_view list : {"/spec/initContainers", "/spec/containers"}) {
    std::size_t index = 0;
    for (const Json& container : list_at(*pods.body, list)) {
      visit(container, element(pods.pointer + std::string(list), index));
      ++index;
    }
  }
}

bool is_injected(const PodTemplate& pods) {
  return equal_but_for_case(pods.value_of(releases::mark("pod-injected")), "injected");
}

Meshing meshing_of(const PodTemplate& pods, const RuleContext& context) {
  if (is_injected(pods)) {
    return Meshing::kMeshed;
  }
  const auto label = pods.value_of(releases::mark("pod-auto-inject"));
  if (const Meshing meshing = meshing_by(label, "enabled", "disabled"); meshing != Meshing::kUnknown) {
    return meshing;
  }
  const releases::Mark& annotation = releases::mark("pod-auto-inject-annotation");
  const releases::Release* to = context.facts().to;
  if (to == nullptr || releases::state_in(annotation, *to) != releases::MarkState::kRemoved) {
    const Meshing meshing = meshing_by(pods.value_of(annotation), "true", "false");
    if (meshing != Meshing::kUnknown) {
      return meshing;
    }
  }
  return meshing_of_namespace(pods.resource->ref.name_space, context);
}

}  // namespace nsmkit::validate
