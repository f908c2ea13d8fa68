#include "base/pointer.hpp"
#include "validate/prune.hpp"
#include "validate/schema_rules.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

const base::RuleInfo& rule_of(DropKind kind) {
  switch (kind) {
    case DropKind::kUnknownField:
      return rules::kFieldUnknown;
    case DropKind::kNull:
      return rules::kNullDropped;
    case DropKind::kEmpty:
      return rules::kEmptyDropped;
    default:
      return rules::kValueChanged;
  }
}

std::string message_of(const Drop& drop, const Json& object) {
  const std::string path = dotted_path(object, drop.pointer);
  switch (drop.kind) {
    case DropKind::kUnknownField:
      return path + " is not a field of this release and will be dropped";
    case DropKind::kNull:
      return path + " is null, so the field will be dropped";
    case DropKind::kEmpty:
      return path + " is empty and will not be stored";
    case DropKind::kIgnored:
      return path + " has no meaning here and will be dropped";
    case DropKind::kChanged:
      break;
  }
  const Json* value = base::find(object, drop.pointer);
  return path + " is " + describe_value(value == nullptr ? Json() : *value) + "; the API server stores " +
         shortened(drop.hint) + " instead";
}

std::string remedy_of(const Drop& drop, const Json& object, const FieldElsewhere& elsewhere) {
  if (drop.kind != DropKind::kUnknownField) {
    return std::string(rule_of(drop.kind).remedy);
  }
  if (std::string better = elsewhere ? elsewhere(drop.pointer) : std::string(); !better.empty()) {
    return better;
  }
  const std::string path = dotted_path(object, drop.pointer);
  return drop.hint.empty() ? "Remove " + path + ", or correct its name or place."
                           : "Did you mean " + drop.hint + "? Otherwise remove " + path + ".";
}

Violation count_of(const std::vector<Drop>& drops, std::size_t shown) {
  const std::string rest = std::to_string(drops.size() - shown);
  return {&rules::kFieldUnknown,
          base::Severity::kWarning,
          "",
          false,
          rest + " more fields of this object will be dropped or changed",
          "Correct the ones listed and run again to see the rest."};
}

}  // namespace

std::vector<Violation> drop_violations(const std::vector<Drop>& drops, const Json& object,
                                       const FieldElsewhere& elsewhere) {
  const std::size_t shown = drops.size() <= kMaxViolations ? drops.size() : kMaxViolations - 1;
  std::vector<Violation> out;
  for (std::size_t i = 0; i < shown; ++i) {
    const base::RuleInfo& rule = rule_of(drops[i].kind);
    out.push_back({&rule, rule.severity, drops[i].pointer, drops[i].kind != DropKind::kChanged,
                   message_of(drops[i], object), remedy_of(drops[i], object, elsewhere)});
  }
  if (shown < drops.size()) {
    out.push_back(count_of(drops, shown));
  }
  return out;
}

}  // namespace nsmkit::validate
