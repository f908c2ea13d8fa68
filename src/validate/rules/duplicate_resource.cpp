#include <string>
#include <unordered_map>

#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM401",
    .slug = "duplicate-resource",
    .severity = base::Severity::kError,
    .summary = "an object that the inputs hold twice",
    .why =
        "kubectl create refuses the second, kubectl apply lets it overwrite the first: what the mesh gets is "
        "left to the order of the files.",
    .remedy = "Keep the one that is right and remove the other.",
    .source = "Kubernetes: one object per kind, namespace and name, whatever the version",
};

constexpr std::string_view kKinds[] = {"*"};

class DuplicateResource final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    std::unordered_map<std::string, const model::Resource*> seen;
    for (const model::Resource& resource : context.everything()) {
      const base::ResourceRef& ref = resource.ref;
      if (ref.kind.empty() || ref.name.empty()) {
        continue;
      }
      const std::string group = model::split_api_version(ref.api_version).group;
      const auto [first, added] =
          seen.try_emplace(key_of({group, ref.kind, ref.name_space, ref.name}), &resource);
      if (!added) {
        context.report(resource, "",
                       "the inputs hold this object already, at " + place_of(first->second->location));
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_duplicate_resource_rule() { return std::make_unique<DuplicateResource>(); }

}  // namespace nsmkit::validate
