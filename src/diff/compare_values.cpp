#include "diff/compare_values.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/pointer.hpp"
#include "diff/list_pairs.hpp"
#include "diff/secret_places.hpp"
#include "releases/list_facts.hpp"

namespace nsmkit::diff {

namespace {

const Json& nothing(bool list) {
  static const Json kNoItems = Json::array();
  static const Json kNoMembers = Json::object();
  return list ? kNoItems : kNoMembers;
}

/// Walks two objects side by side.
class ValueComparer {
 public:
  ValueComparer(const Entry& before, const Entry& after, std::span<const PathGlob> ignore,
                std::uint64_t& ignored, LeftOut left_out)
      : before_(*before.resource),
        after_(*after.resource),
        ignore_(ignore),
        ignored_(ignored),
        left_out_(left_out) {
    group_ = model::split_api_version(after_.ref.api_version).group;
  }

  std::vector<ValueChange> run() {
    compare(&before_.object, &after_.object);
    return std::move(changes_);
  }

 private:
  /// One step deeper on both sides, as long as it lives.
  class Step {
   public:
    Step(ValueComparer& comparer, PathStep step, const std::string* left, const std::string* right)
        : comparer_(comparer), left_length_(comparer.left_.size()), right_length_(comparer.right_.size()) {
      if (left != nullptr) base::append_token(comparer.left_, *left);
      if (right != nullptr) base::append_token(comparer.right_, *right);
      comparer.path_.push_back(std::move(step));
    }
    ~Step() {
      comparer_.left_.resize(left_length_);
      comparer_.right_.resize(right_length_);
      comparer_.path_.pop_back();
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    ValueComparer& comparer_;
    std::size_t left_length_;
    std::size_t right_length_;
  };

  void compare(const Json* before, const Json* after) {
    if (before != nullptr && after != nullptr && before->is_object() && after->is_object()) {
      members(*before, *after);
    } else if (before != nullptr && after != nullptr && before->is_array() && after->is_array()) {
      lists(*before, *after);
    } else if (looks_inside(before, after)) {
      parts(before, after);
    } else if (before == nullptr || after == nullptr || *before != *after ||
               before->type() != after->type()) {
      note(before == nullptr  ? Nature::kAdded
           : after == nullptr ? Nature::kRemoved
                              : Nature::kChanged,
           before, after);
    }
  }

  // An ignored path may lead into what one side does not have at all. The outermost such value is searched
  // once, so that the work does not grow with its depth.
  bool looks_inside(const Json* before, const Json* after) {
    const Json* only = before == nullptr ? after : after == nullptr ? before : nullptr;
    if (ignore_.empty() || only == nullptr || only->empty() || any_matches(ignore_, path_)) return false;
    if (!searched_) search(*only);
    return parted_.contains(only);
  }

  /// Whether something below `value` is ignored; keeps the values of which that is so.
  bool search(const Json& value) {
    bool found = false;
    if (value.is_object()) {
      for (const auto& [name, member] : value.items()) {
        path_.push_back({name, {}, false});
        found = any_matches(ignore_, path_) || search(member) || found;
        path_.pop_back();
      }
    } else if (value.is_array()) {
      for (const ItemPair& pair : pair_items(nothing(true), value, fact_here()).items) {
        path_.push_back({std::to_string(*pair.after), pair.key, true, pair.shared});
        found = any_matches(ignore_, path_) || search(value[*pair.after]) || found;
        path_.pop_back();
      }
    }
    if (found) parted_.insert(&value);
    return found;
  }

  void parts(const Json* before, const Json* after) {
    const bool outermost = !std::exchange(searched_, true);
    const bool is_list = (before != nullptr ? before : after)->is_array();
    const Json& left = before == nullptr ? nothing(is_list) : *before;
    const Json& right = after == nullptr ? nothing(is_list) : *after;
    if (is_list) {
      lists(left, right);
    } else {
      members(left, right);
    }
    if (outermost) searched_ = false;
  }

  [[nodiscard]] const releases::ListFact* fact_here() const {
    return releases::list_fact(group_, after_.ref.kind, list_path(path_));
  }

  [[nodiscard]] bool is_left_out(const std::string& name) const {
    if (path_.empty()) return left_out_.version && name == "apiVersion";
    return left_out_.names && path_.size() == 1 && path_.front().name == "metadata" &&
           (name == "name" || name == "namespace");
  }

  // Both are sorted by name.
  void members(const Json& before, const Json& after) {
    auto left = before.begin();
    auto right = after.begin();
    while (left != before.end() || right != after.end()) {
      const int order = left == before.end()   ? 1
                        : right == after.end() ? -1
                                               : left.key().compare(right.key());
      const std::string& name = order <= 0 ? left.key() : right.key();
      if (!is_left_out(name)) {
        const Step step(*this, {name, {}, false}, order <= 0 ? &name : nullptr, order >= 0 ? &name : nullptr);
        compare(order <= 0 ? &*left : nullptr, order >= 0 ? &*right : nullptr);
      }
      if (order <= 0) ++left;
      if (order >= 0) ++right;
    }
  }

  void lists(const Json& before, const Json& after) {
    if (before == after) return;
    const releases::ListFact* fact = fact_here();
    const ListPairs pairs = pair_items(before, after, fact);
    for (const ItemPair& pair : pairs.items) {
      const std::string left = std::to_string(pair.before.value_or(0));
      const std::string right = std::to_string(pair.after.value_or(0));
      const Step step(*this, {pair.before ? left : right, pair.key, true, pair.shared},
                      pair.before ? &left : nullptr, pair.after ? &right : nullptr);
      compare(pair.before ? &before[*pair.before] : nullptr, pair.after ? &after[*pair.after] : nullptr);
    }
    if (pairs.moved) {
      const bool is_set = fact != nullptr && fact->order == releases::ItemOrder::kNone;
      if (note(is_set ? Nature::kSameInOtherOrder : Nature::kReordered, &before, &after)) {
        changes_.back().before_order = pairs.before_keys;
        changes_.back().after_order = pairs.after_keys;
      }
    }
  }

  bool hides(const model::Resource& side, const std::string& pointer, const Json* value) const {
    return value != nullptr && (holds_secret(side.ref, path_, *value) ||
                                (!is_policy(side.ref) && stands_beside_secret_name(side.object, pointer)));
  }

  bool note(Nature nature, const Json* before, const Json* after) {
    if (any_matches(ignore_, path_)) {
      ++ignored_;
      return false;
    }
    ValueChange change;
    change.nature = nature;
    change.path = path_text(path_);
    change.before_pointer = left_;
    change.after_pointer = right_;
    change.before = before;
    change.after = after;
    change.before_position = before_.map.value(left_);
    change.after_position = after_.map.value(right_);
    change.secret = hides(before_, left_, before) || hides(after_, right_, after);
    changes_.push_back(std::move(change));
    return true;
  }

  const model::Resource& before_;
  const model::Resource& after_;
  std::span<const PathGlob> ignore_;
  std::uint64_t& ignored_;
  LeftOut left_out_;
  std::string group_;
  std::vector<PathStep> path_;
  bool searched_ = false;                   ///< a value around this one was searched
  std::unordered_set<const Json*> parted_;  ///< what holds ignored values, and stands on one side alone
  std::string left_;
  std::string right_;
  std::vector<ValueChange> changes_;
};

}  // namespace

std::vector<ValueChange> compare_values(const Entry& before, const Entry& after,
                                        std::span<const PathGlob> ignore, std::uint64_t& ignored,
                                        LeftOut left_out) {
  return ValueComparer(before, after, ignore, ignored, left_out).run();
}

}  // namespace nsmkit::diff
