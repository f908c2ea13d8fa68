#include <string>
#include <unordered_map>

#include "base/pointer.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM310",
    .slug = "duplicate-target-port",
    .severity = base::Severity::kWarning,
    .summary = "a Service with two ports that lead to the same target port",
    .why = "The mesh honours only one of the ports; requests to the other fail.",
    .remedy = "Use a target port of its own for each port, or send all traffic to one port of the Service.",
    .source = "NGINX Service Mesh known issue 532",
};

constexpr std::string_view kKinds[] = {"Service"};

// A port leads to the target port of the same number when none is given; a name is kept apart from a number.
std::string target_of(const Json& port) {
  const Json* target = base::find(port, "/targetPort");
  if (target != nullptr && target->is_string()) {
    return in_quotes(target->get_ref<const std::string&>());
  }
  const auto number = integer_at(port, target != nullptr && !target->is_null() ? "/targetPort" : "/port");
  return number ? std::to_string(*number) : "";
}

void check(RuleContext& context, const model::Resource& service) {
  std::unordered_map<std::string, std::size_t> seen;
  std::size_t index = 0;
  for (const Json& port : list_at(service.object, "/spec/ports")) {
    const std::string target = target_of(port);
    const std::string_view protocol = text_at(port, "/protocol");
    const auto [first, added] =
        seen.try_emplace(key_of({protocol.empty() ? "TCP" : protocol, target}), index);
    if (!target.empty() && !added) {
      context.report(service, element("/spec/ports", index),
                     "the target port " + target + " is already that of spec.ports[" +
                         std::to_string(first->second) + "]; the mesh honours only one of them");
    }
    ++index;
  }
}

class DuplicateTargetPort final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* service : context.all("Service")) {
      // The mesh never takes part in kube-system.
      if (service->ref.api_version == "v1" && service->ref.name_space != "kube-system") {
        check(context, *service);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_duplicate_target_port_rule() { return std::make_unique<DuplicateTargetPort>(); }

}  // namespace nsmkit::validate
