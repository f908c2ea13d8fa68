#include <algorithm>
#include <set>

#include "diff/difference.hpp"

namespace nsmkit::diff {

namespace {

// Lists among the settings name namespaces, which stand in no order.
bool same(const Json& a, const Json& b) {
  if (a.is_array() && b.is_array()) {
    return std::multiset<Json>(a.begin(), a.end()) == std::multiset<Json>(b.begin(), b.end());
  }
  return a == b;
}

std::vector<PathStep> steps_of(const std::string& name) {
  std::vector<PathStep> steps;
  std::size_t start = 0;
  while (start <= name.size()) {
    const std::size_t end = std::min(name.find('.', start), name.size());
    steps.push_back({name.substr(start, end - start), {}, false});
    start = end + 1;
  }
  return steps;
}

class SettingsComparison {
 public:
  explicit SettingsComparison(const CompareOptions& options) : options_(options) {}

  void compare(SettingValue* before, SettingValue* after) {
    const SettingValue& any = before != nullptr ? *before : *after;
    if (before != nullptr && after != nullptr ? same(before->value, after->value) : is_default(any)) {
      ++(before != nullptr && after != nullptr ? result.unchanged : result.by_default);
      return;
    }
    if (any_matches(options_.ignore, steps_of(any.name))) {
      ++result.ignored;
      return;
    }
    SettingChange change;
    change.name = any.name;
    change.nature = before == nullptr  ? Nature::kAdded
                    : after == nullptr ? Nature::kRemoved
                                       : Nature::kChanged;
    change.secret = (before != nullptr && before->secret) || (after != nullptr && after->secret);
    if (before != nullptr) change.before = std::move(*before);
    if (after != nullptr) change.after = std::move(*after);
    result.changes.push_back(std::move(change));
  }

  SettingsDifference result;

 private:
  static bool is_default(const SettingValue& setting) {
    return setting.default_value && same(*setting.default_value, setting.value);
  }

  const CompareOptions& options_;
};

}  // namespace

SettingsDifference compare_settings(std::vector<SettingValue> before, std::vector<SettingValue> after,
                                    const CompareOptions& options) {
  std::ranges::sort(before, {}, &SettingValue::name);
  std::ranges::sort(after, {}, &SettingValue::name);
  SettingsComparison comparison(options);
  auto left = before.begin();
  auto right = after.begin();
  while (left != before.end() || right != after.end()) {
    const int order = left == before.end() ? 1 : right == after.end() ? -1 : left->name.compare(right->name);
    comparison.compare(order <= 0 ? &*left : nullptr, order >= 0 ? &*right : nullptr);
    if (order <= 0) ++left;
    if (order >= 0) ++right;
  }
  return std::move(comparison.result);
}

}  // namespace nsmkit::diff
