#include "diff/compare_values.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/pointer.hpp"
#include "diff/list_pairs.hpp"
#include "releases/list_facts.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

enum class Names : std::uint8_t { kCompared, kLeftOut };

/// Walks two objects side by side.
class ValueComparer {
 public:
  ValueComparer(const Entry& before, const Entry& after, std::span<const PathGlob> ignore, Names names,
                std::uint64_t& ignored)
      : before_(*before.resource),
        after_(*after.resource),
        ignore_(ignore),
        names_(names),
        ignored_(ignored) {
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
      static const Json kNone = Json::object();
      members(before == nullptr ? kNone : *before, after == nullptr ? kNone : *after);
    } else if (before == nullptr || after == nullptr || *before != *after ||
               before->type() != after->type()) {
      note(before == nullptr  ? Nature::kAdded
           : after == nullptr ? Nature::kRemoved
                              : Nature::kChanged,
           before, after);
    }
  }

  // An ignored path may lead into what one side does not have at all.
  [[nodiscard]] bool looks_inside(const Json* before, const Json* after) const {
    const Json* only = before == nullptr ? after : after == nullptr ? before : nullptr;
    return !ignore_.empty() && only != nullptr && only->is_object() && !only->empty() &&
           !any_matches(ignore_, path_);
  }

  [[nodiscard]] bool left_out(const std::string& name) const {
    if (names_ == Names::kCompared) return false;
    return (path_.empty() && name == "apiVersion") ||
           (path_.size() == 1 && path_.front().name == "metadata" && (name == "name" || name == "namespace"));
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
      if (!left_out(name)) {
        const Step step(*this, {name, {}, false}, order <= 0 ? &name : nullptr, order >= 0 ? &name : nullptr);
        compare(order <= 0 ? &*left : nullptr, order >= 0 ? &*right : nullptr);
      }
      if (order <= 0) ++left;
      if (order >= 0) ++right;
    }
  }

  void lists(const Json& before, const Json& after) {
    if (before == after) return;
    const releases::ListFact* fact = releases::list_fact(group_, after_.ref.kind, list_path(path_));
    const ListPairs pairs = pair_items(before, after, fact);
    for (const ItemPair& pair : pairs.items) {
      const std::string left = std::to_string(pair.before.value_or(0));
      const std::string right = std::to_string(pair.after.value_or(0));
      const Step step(*this, {pair.before ? left : right, pair.key, true}, pair.before ? &left : nullptr,
                      pair.after ? &right : nullptr);
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
    change.secret = is_secret_place(before_.ref, path_) || is_secret_place(after_.ref, path_);
    changes_.push_back(std::move(change));
    return true;
  }

  const model::Resource& before_;
  const model::Resource& after_;
  std::span<const PathGlob> ignore_;
  Names names_;
  std::uint64_t& ignored_;
  std::string group_;
  std::vector<PathStep> path_;
  std::string left_;
  std::string right_;
  std::vector<ValueChange> changes_;
};

}  // namespace

std::vector<ValueChange> compare_values(const Entry& before, const Entry& after,
                                        std::span<const PathGlob> ignore, std::uint64_t& ignored) {
  return ValueComparer(before, after, ignore, Names::kCompared, ignored).run();
}

std::vector<ValueChange> compare_contents(const Entry& before, const Entry& after,
                                          std::span<const PathGlob> ignore, std::uint64_t& ignored) {
  return ValueComparer(before, after, ignore, Names::kLeftOut, ignored).run();
}

bool holds_secrets(const base::ResourceRef& ref) { return ref.kind == "Secret"; }

bool is_secret_place(const base::ResourceRef& ref, std::span<const PathStep> path) {
  if (!holds_secrets(ref) || path.empty()) return false;
  const std::string& first = path.front().name;
  const bool annotation = first == "metadata" && (path.size() < 2 || path[1].name == "annotations") &&
                          (path.size() < 3 || path[2].name == kLastApplied);
  return first == "data" || first == "stringData" || annotation;
}

}  // namespace nsmkit::diff
