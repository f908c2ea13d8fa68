#include <map>
#include <vector>

#include "releases/capabilities.hpp"
#include "validate/ratelimit.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM440",
    .slug = "ratelimit-overlap",
    .severity = base::Severity::kError,
    .summary = "two RateLimits for the same destination and source",
    .why =
        "The admission webhook refuses the second one. Where it cannot see that both mean the same Pods, "
        "both are stored, only one is in force, and after a restart of the control plane it may be the other "
        "(issue 658).",
    .remedy = "Keep one of the two, or let their sources differ.",
    .source =
        "v2.0.0:docs/content/guides/smi-traffic-policies.md, "
        "v2.0.0:docs/content/releases/release-notes-1.4.0.md (issue 449), release-notes-1.5.0.md (issue 658)",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

struct First {
  const model::Resource* limit;
  ratelimit::Subject destination;
  ratelimit::Subject source;
};
using Seen = std::map<std::string, First, std::less<>>;

struct Tables {
  Seen& exact;    // by kind, namespace and name, as the webhook compares
  Seen& by_name;  // by namespace and name: a Deployment and its Service often have the same
};

bool is_other(const First& first, const model::Resource& limit) {
  return first.limit != &limit &&
         (first.limit->ref.name != limit.ref.name || first.limit->ref.name_space != limit.ref.name_space);
}

std::string other_text(const model::Resource& other) {
  return model::display_name(other.ref) + " (" + place_of(other.location) + ")";
}

void report_same(const model::Resource& limit, const First& first, const std::string& pointer,
                 const std::string& more, RuleContext& context) {
  const releases::Release* to = context.facts().to;
  const bool refused = to == nullptr || releases::refuses_clashing_ratelimits(*to);
  base::Finding& finding =
      context.report(limit, pointer,
                     other_text(*first.limit) + " already limits " + ratelimit::text(first.destination) +
                         " for " + ratelimit::text(first.source) + more + "; " +
                         (refused ? "the webhook refuses the second RateLimit"
                                  : "both are stored and only one is in force"));
  if (!refused) {
    finding.severity = base::Severity::kWarning;
  }
}

// `source` is empty for RateLimits without sources.
void report_likely(const model::Resource& limit, const First& first, const std::string& pointer,
                   const ratelimit::Subject& destination, const ratelimit::Subject& source,
                   RuleContext& context) {
  const bool same_destination = first.destination.kind == destination.kind;
  context
      .report(limit, pointer,
              other_text(*first.limit) + " limits " + ratelimit::text(first.destination) +
                  (same_destination ? " for " + ratelimit::text(first.source) : "") +
                  ", which may be the same Pods as " +
                  ratelimit::text(same_destination ? source : destination) +
                  "; if so, only one of the two limits is in force")
      .severity = base::Severity::kWarning;
}

// A RateLimit without sources is for those that no other one names, so it clashes only with its like.
// With the very same destination that is ratelimit-default-twice.
void check_default(const model::Resource& limit, const ratelimit::Subject& destination, Seen& by_name,
                   RuleContext& context) {
  const auto [found, added] =
      by_name.try_emplace(key_of({destination.name_space, destination.name}), First{&limit, destination, {}});
  if (!added && is_other(found->second, limit) && found->second.destination.kind != destination.kind) {
    report_likely(limit, found->second, "/spec/destination", destination, {}, context);
  }
}

void check_sources(const model::Resource& limit, const ratelimit::Subject& destination,
                   const std::vector<ratelimit::Subject>& sources, const Tables& tables,
                   RuleContext& context) {
  const First* same = nullptr;
  const First* likely = nullptr;
  std::size_t same_at = 0;
  std::size_t likely_at = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const ratelimit::Subject& source = sources[i];
    if (source.name.empty()) {
      continue;
    }
    const First entry{&limit, destination, source};
    const auto exact = tables.exact
                           .try_emplace(key_of({destination.kind, destination.name_space, destination.name,
                                                source.kind, source.name_space, source.name}),
                                        entry)
                           .first;
    const auto named =
        tables.by_name
            .try_emplace(key_of({destination.name_space, destination.name, source.name_space, source.name}),
                         entry)
            .first;
    if (is_other(exact->second, limit)) {
      ++count;
      if (same == nullptr) {
        same = &exact->second;
        same_at = i;
      }
    } else if (likely == nullptr && is_other(named->second, limit)) {
      likely = &named->second;
      likely_at = i;
    }
  }
  if (same != nullptr) {
    report_same(limit, *same, element("/spec/sources", same_at),
                count > 2    ? " and " + std::to_string(count - 1) + " more sources"
                : count == 2 ? " and 1 more source"
                             : "",
                context);
  } else if (likely != nullptr) {
    report_likely(limit, *likely, element("/spec/sources", likely_at), destination, sources[likely_at],
                  context);
  }
}

class RatelimitOverlap final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    Seen exact;
    Seen by_name;
    for (const model::Resource* limit : context.all("RateLimit")) {
      const ratelimit::Subject destination = ratelimit::destination_of(*limit);
      const auto sources = ratelimit::sources_of(*limit);
      if (destination.name.empty()) {
        continue;
      }
      if (sources.empty()) {
        check_default(*limit, destination, by_name, context);
      } else {
        check_sources(*limit, destination, sources, {exact, by_name}, context);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_overlap_rule() { return std::make_unique<RatelimitOverlap>(); }

}  // namespace nsmkit::validate
