#include <algorithm>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM304",
    .slug = "reference-kind-unsupported",
    .severity = base::Severity::kWarning,
    .summary = "a policy refers to a kind that the mesh does not know there",
    .why =
        "The schema takes any word, so a misspelt or foreign kind is stored without complaint and the "
        "reference leads nowhere.",
    .remedy = "Correct the kind, or remove the reference.",
    .source = "NGINX Service Mesh CRDs: the list of kinds is gone since release 1.5.0",
};

constexpr std::string_view kKinds[] = {"TrafficTarget", "TrafficSplit", "RateLimit"};

constexpr std::string_view kRoutes[] = {"HTTPRouteGroup", "TCPRoute"};

class ReferenceKindUnsupported final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const RouteReference& reference : route_references(context, Objects::kAccepted)) {
      // TCPRoutes are for TrafficTargets only.
      const std::span<const std::string_view> known(kRoutes,
                                                    reference.from->ref.kind == "TrafficTarget" ? 2 : 1);
      const std::string_view kind = text_at(*reference.value, "/kind");
      if (kind.empty() || std::find(known.begin(), known.end(), kind) != known.end()) {
        continue;
      }
      // UDPRoute is a kind of its own, known to other meshes, and no slip of the pen.
      const auto meant = kind == "UDPRoute" ? std::nullopt : base::nearest(kind, known);
      context.report(*reference.from, reference.pointer + "/kind",
                     "a " + reference.from->ref.kind + " can refer to " +
                         (known.size() == 2 ? "HTTPRouteGroups and TCPRoutes" : "HTTPRouteGroups") +
                         ", not to " + in_quotes(kind) +
                         (meant ? "; did you mean " + std::string(*meant) + "?" : ""));
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_reference_kind_unsupported_rule() {
  return std::make_unique<ReferenceKindUnsupported>();
}

}  // namespace nsmkit::validate
