#include <algorithm>
#include <map>
#include <set>

#include "base/pointer.hpp"
#include "diff/behaviour_parts.hpp"
#include "model/members.hpp"

namespace nsmkit::diff {

namespace {

// v2.0.0:pkg/apis/specs/v1alpha1/circuit_breaker.go
constexpr std::string_view kFallbackNamespace = "default";
constexpr std::int64_t kFallbackPort = 80;

struct Guarded {
  std::string text;
  std::array<std::vector<const model::Resource*>, 2> breakers;
};

std::string number_text(const Json& object, std::string_view pointer) {
  const auto number = model::integer_at(object, pointer);
  return number ? std::to_string(*number) : "an unknown number of";
}

std::string fallback_text(const Json& object) {
  const std::string_view service = model::text_at(object, "/spec/fallback/service");
  if (service.empty()) {
    return "no fallback";
  }
  const auto slash = service.find('/');
  const Subject subject{
      "Service", std::string(slash == std::string_view::npos ? kFallbackNamespace : service.substr(0, slash)),
      std::string(slash == std::string_view::npos ? service : service.substr(slash + 1))};
  const auto port = model::integer_at(object, "/spec/fallback/port");
  return "fallback " + to_text(subject) + ", port " + std::to_string(port.value_or(kFallbackPort));
}

/// What the breakers of one Service do, each with its thresholds and fallback.
std::set<std::string> lines_of(const std::vector<const model::Resource*>& breakers) {
  std::set<std::string> lines;
  for (const model::Resource* breaker : breakers) {
    lines.insert("trips after " + number_text(breaker->object, "/spec/errors") + " errors within " +
                 number_text(breaker->object, "/spec/timeoutSeconds") + " s, " +
                 fallback_text(breaker->object));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    out += (out.empty() ? "" : "; ") + line;
  }
  return out;
}

void compare(const Guarded& guarded, Comparison& comparison) {
  const auto before = lines_of(guarded.breakers[0]);
  const auto after = lines_of(guarded.breakers[1]);
  if (before == after) {
    comparison.add_unchanged(Topic::kCircuitBreaker, guarded.text,
                             [&after] { return std::vector<std::string>(after.begin(), after.end()); });
    return;
  }
  BehaviourChange change{Topic::kCircuitBreaker,
                         Effect::kChanged,
                         guarded.text,
                         {},
                         {before.begin(), before.end()},
                         {after.begin(), after.end()},
                         {}};
  if (before.empty()) {
    change.effect = Effect::kAdded;
    change.text = guarded.text + " now has a circuit breaker: " + joined(change.after);
  } else if (after.empty()) {
    change.effect = Effect::kRemoved;
    change.text = guarded.text + " no longer has a circuit breaker; before: " + joined(change.before);
  } else {
    change.text = guarded.text + ": " + joined(change.before) + " -> " + joined(change.after);
  }
  for (const auto& side : guarded.breakers) {
    std::ranges::transform(side, std::back_inserter(change.places),
                           [](const model::Resource* breaker) { return breaker->location; });
  }
  comparison.result.changes.push_back(std::move(change));
}

}  // namespace

void compare_breakers(Comparison& comparison) {
  std::map<std::string, Guarded> all;
  for (const std::size_t side : kSides) {
    for (const model::Resource* breaker : comparison.policies[side].of_kind("CircuitBreaker")) {
      const Subject service = subject_of(model::object_at(breaker->object, "/spec/destination"), *breaker);
      if (service.name.empty()) {
        comparison.assumptions.add("A CircuitBreaker without a destination does nothing.", breaker->ref);
        continue;
      }
      Guarded& guarded = all[model::key_of({service.name_space, service.name, service.kind})];
      guarded.text = to_text(service);
      guarded.breakers[side].push_back(breaker);
      if (guarded.breakers[side].size() > 1) {
        comparison.assumptions.add(
            "Which of several CircuitBreakers of one Service is in force is not defined.", breaker->ref);
      }
    }
  }
  for (const auto& [key, guarded] : all) {
    compare(guarded, comparison);
  }
}

}  // namespace nsmkit::diff
