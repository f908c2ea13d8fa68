#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM426",
    .slug = "split-qualified-name",
    .severity = base::Severity::kWarning,
    .summary = "a TrafficSplit that names a Service with its namespace or domain",
    .why =
        "A split works inside its own namespace and finds Services by their bare name; another name is not "
        "found.",
    .remedy = "Write the bare name of a Service of the same namespace.",
    .source = "SMI traffic-split v1alpha3: names of Services in the namespace of the split",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

struct QualifiedName {
  std::string_view service;
  std::string_view name_space;
};

// "shop/catalog", "catalog.shop" and "catalog.shop.svc.cluster.local"; empty for other names.
QualifiedName parse(std::string_view name) {
  if (const auto slash = name.find('/'); slash != std::string_view::npos) {
    return {name.substr(slash + 1), name.substr(0, slash)};
  }
  const auto dot = name.find('.');
  const std::string_view rest = name.substr(dot + 1);
  const auto end = rest.find('.');
  const bool known =
      end == std::string_view::npos || rest.substr(end) == ".svc" || rest.substr(end).starts_with(".svc.");
  return known ? QualifiedName{name.substr(0, dot), rest.substr(0, end)} : QualifiedName{};
}

std::string closer_remedy(std::string_view name, std::string_view name_space) {
  const QualifiedName meant = parse(name);
  if (meant.service.empty() || meant.name_space.empty() || name_space.empty() ||
      meant.service.find_first_of("./") != std::string_view::npos) {
    return {};
  }
  if (meant.name_space == name_space) {
    return "Write '" + std::string(meant.service) + "'.";
  }
  return "If a Service of namespace '" + std::string(meant.name_space) +
         "' is meant, a split in namespace '" + std::string(name_space) +
         "' cannot reach it: move the split there, or name a Service of its own namespace.";
}

void check(const model::Resource& split, const std::string& pointer, RuleContext& context) {
  const std::string name(text_at(split.object, pointer));
  if (name.find_first_of("./") != std::string::npos) {
    context.report(split, pointer, "'" + name + "' is not the bare name of a Service",
                   closer_remedy(name, split.ref.name_space));
  }
}

class SplitQualifiedName final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* split : context.all("TrafficSplit")) {
      check(*split, "/spec/service", context);
      const std::size_t count = list_at(split->object, "/spec/backends").size();
      for (std::size_t index = 0; index < count; ++index) {
        check(*split, element("/spec/backends", index, "/service"), context);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_qualified_name_rule() { return std::make_unique<SplitQualifiedName>(); }

}  // namespace nsmkit::validate
