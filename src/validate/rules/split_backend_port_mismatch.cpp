#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM308",
    .slug = "split-backend-port-mismatch",
    .severity = base::Severity::kWarning,
    .summary = "a backend Service lacks a port of the Service that is split",
    .why =
        "Requests keep their port when they are split, so the backend gets no traffic on a port that it "
        "lacks.",
    .remedy = "Give the backend Services the same ports as the Service that is split.",
    .source = "SMI traffic split: Ports; NGINX Service Mesh known issue 17156",
};

constexpr std::string_view kKinds[] = {"TrafficSplit", "Service"};

using Ports = std::set<std::int64_t>;

// Messages name no more ports than this.
constexpr std::size_t kPortsNamed = 5;

/// The ports of Services, read once each.
class PortTable {
 public:
  const Ports& of(const model::Resource& service) {
    const auto [found, added] = table_.try_emplace(&service);
    if (added) {
      for (const Json& port : list_at(service.object, "/spec/ports")) {
        if (const auto number = integer_at(port, "/port")) {
          found->second.insert(*number);
        }
      }
    }
    return found->second;
  }

  /// Ports of `apex` that `backend` lacks, as text; empty when there is none.
  const std::string& missing(const model::Resource& apex, const model::Resource& backend) {
    const auto [found, added] = missing_.try_emplace({&apex, &backend});
    if (added) {
      found->second = missing_text(of(apex), of(backend));
    }
    return found->second;
  }

 private:
  static std::string missing_text(const Ports& wanted, const Ports& present) {
    std::vector<std::string> missing;
    for (auto port = wanted.begin(); port != wanted.end() && missing.size() <= kPortsNamed; ++port) {
      if (!present.contains(*port)) {
        missing.push_back(std::to_string(*port));
      }
    }
    std::string text = missing.size() == 1 ? "port " : missing.empty() ? "" : "ports ";
    for (std::size_t i = 0; i < missing.size(); ++i) {
      const bool last = i + 1 == missing.size();
      text.append(i == 0 ? "" : last ? " and " : ", ").append(i == kPortsNamed ? "more" : missing[i]);
    }
    return text;
  }

  std::map<const model::Resource*, Ports> table_;
  std::map<std::pair<const model::Resource*, const model::Resource*>, std::string> missing_;
};

class SplitBackendPortMismatch final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const Lookup services(context, "Service", "v1");
    PortTable ports;
    for (const model::Resource* split : context.all("TrafficSplit")) {
      const std::string_view apex_name = text_at(split->object, "/spec/service");
      const model::Resource* apex = services.find(split->ref.name_space, apex_name);
      if (apex == nullptr) {
        continue;
      }
      std::size_t index = 0;
      for (const Json& entry : list_at(split->object, "/spec/backends")) {
        const std::string pointer = element("/spec/backends", index++, "/service");
        const std::string_view name = text_at(entry, "/service");
        const model::Resource* backend = services.find(split->ref.name_space, name);
        if (backend == nullptr || ports.missing(*apex, *backend).empty()) {
          continue;
        }
        context.report(*split, pointer,
                       "Service " + scoped(split->ref.name_space, name) + " (" + place_of(backend->location) +
                           ") lacks " + ports.missing(*apex, *backend) + " of the split Service " +
                           scoped(split->ref.name_space, apex_name));
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_backend_port_mismatch_rule() {
  return std::make_unique<SplitBackendPortMismatch>();
}

}  // namespace nsmkit::validate
