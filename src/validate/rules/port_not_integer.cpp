#include <cmath>

#include "base/pointer.hpp"
#include "releases/capabilities.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM503",
    .slug = "port-not-integer",
    .severity = base::Severity::kError,
    .summary = "a TrafficTarget port that is no whole number",
    .why =
        "Up to 1.4.1 a port may have a fraction, from 1.5.0 on the API server refuses it, and with it the "
        "access that the TrafficTarget grants.",
    .remedy = "Write the port as a whole number.",
    .source = "the CRDs of 1.4.1 and 1.5.0 (helm-chart/crds)",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

void check(const model::Resource& target, const std::string& pointer, RuleContext& context) {
  const Json* port = base::find(target.object, pointer);
  if (port != nullptr && port->is_number_float() && std::trunc(port->get<double>()) != port->get<double>()) {
    context.report(target, pointer,
                   "the port " + port->dump() + " is no whole number, as release " +
                       context.facts().to->version + " wants it");
  }
}

class PortNotInteger final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    if (to == nullptr || !releases::wants_whole_ports(*to)) {
      return;
    }
    for (const model::Resource* target : context.refused("TrafficTarget")) {
      check(*target, "/spec/destination/port", context);
      const std::size_t count = list_at(target->object, "/spec/sources").size();
      for (std::size_t index = 0; index < count; ++index) {
        check(*target, element("/spec/sources", index, "/port"), context);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_port_not_integer_rule() { return std::make_unique<PortNotInteger>(); }

}  // namespace nsmkit::validate
