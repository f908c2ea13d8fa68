#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "releases/annotations.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

/// A Pod, or what a workload makes Pods from.
struct PodTemplate {
  const model::Resource* resource = nullptr;
  std::string pointer;         ///< where it stands in the object; empty for a Pod
  const Json* body = nullptr;  ///< holds metadata and spec

  /// The value of a label or annotation; empty when it has none or it is no string.
  [[nodiscard]] std::string_view value_of(const releases::Mark& mark) const;

  /// Whether the mark is there, with whatever value.
  [[nodiscard]] bool has(const releases::Mark& mark) const;

  /// JSON pointer (RFC 6901) of a mark from the root of the object.
  [[nodiscard]] std::string pointer_to(const releases::Mark& mark) const;

  /// "the Pods of Deployment shop/catalog", "Pod shop/catalog-1".
  [[nodiscard]] std::string subject() const;
};

/// Pods that a controller made stand in a backup beside that controller; what it says counts.
enum class MadePods : std::uint8_t { kSkip, kInclude };

/// Calls `visit` for each Pod and workload among the accepted objects. The rule has to declare
/// kWorkloadKinds.
void for_each_template(const RuleContext& context, MadePods made_pods,
                       const std::function<void(const PodTemplate&)>& visit);

/// Calls `visit` with every container, the init containers included, and its JSON pointer from the root of
/// the object.
void for_each_container(const PodTemplate& pods,
                        const std::function<void(const Json& container, const std::string& pointer)>& visit);

/// Whether the sidecar is in it already: the injector has marked it.
[[nodiscard]] bool is_injected(const PodTemplate& pods);

/// Whether anything in the backup says that these Pods get a sidecar: a mark of their own, else the label of
/// their namespace. The rule has to declare the kind Namespace.
enum class Meshing : std::uint8_t { kUnknown, kMeshed, kNotMeshed };
[[nodiscard]] Meshing meshing_of(const PodTemplate& pods, const RuleContext& context);

}  // namespace nsmkit::validate
