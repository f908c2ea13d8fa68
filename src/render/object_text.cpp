#include "render/object_text.hpp"

#include <algorithm>
#include <set>

#include "diff/compare_values.hpp"
#include "diff/secret_places.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::render {

namespace {

constexpr std::string_view kMasked = "[masked]";
constexpr std::string_view kMaskedOther = "[masked, another value]";

/// Replaces what is secret in an object.
class Masker {
 public:
  explicit Masker(const base::ResourceRef& ref) : ref_(ref) {}

  // `other` is the same place on the first side, for the second.
  void mask(Json& value, const Json* other) {
    if (value.is_object()) {
      for (auto& [name, member] : value.items()) {
        const auto found =
            other != nullptr && other->is_object() ? other->find(name) : Json::const_iterator();
        const bool has = other != nullptr && other->is_object() && found != other->end();
        mask_below({name, {}, false}, member, has ? &*found : nullptr);
      }
    } else if (value.is_array()) {
      std::set<std::size_t> hidden;  // before any of them is replaced
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (diff::follows_secret_flag(value, i)) hidden.insert(i);
      }
      for (std::size_t i = 0; i < value.size(); ++i) {
        const bool has = other != nullptr && other->is_array() && i < other->size();
        const Json* there = has ? &(*other)[i] : nullptr;
        if (hidden.contains(i)) {
          value[i] = there != nullptr && *there != value[i] ? kMaskedOther : kMasked;
        } else {
          mask_below(diff::item_step(value[i], i), value[i], there);
        }
      }
    } else if (diff::is_secret(ref_, path_, value)) {
      value = other != nullptr && *other != value ? kMaskedOther : kMasked;
    }
  }

 private:
  void mask_below(diff::PathStep step, Json& value, const Json* other) {
    path_.push_back(std::move(step));
    mask(value, other);
    path_.pop_back();
  }

  const base::ResourceRef& ref_;
  std::vector<diff::PathStep> path_;
};

bool holds_secret(const base::ResourceRef& ref, const Json& object) {
  return !object.is_null() && diff::holds_secret(ref, {}, object);
}

}  // namespace

ObjectValues object_values(const diff::EntryPair& pair, Masking masking) {
  ObjectValues values;
  if (pair.before.resource != nullptr) values.before = pair.before.resource->object;
  if (pair.after.resource != nullptr) values.after = pair.after.resource->object;
  const base::ResourceRef& ref = (pair.before.resource != nullptr ? pair.before : pair.after).resource->ref;
  if (masking == Masking::kSecrets && (holds_secret(ref, values.before) || holds_secret(ref, values.after))) {
    values.masked = true;
    const Json before = values.before;
    Masker masker(ref);
    masker.mask(values.before, nullptr);
    masker.mask(values.after, &before);
  }
  return values;
}

ObjectTexts object_texts(const diff::EntryPair& pair, Masking masking) {
  const ObjectValues values = object_values(pair, masking);
  ObjectTexts texts;
  texts.masked = values.masked;
  if (pair.before.resource != nullptr) yaml::write_yaml(texts.before, values.before);
  if (pair.after.resource != nullptr) yaml::write_yaml(texts.after, values.after);
  return texts;
}

std::vector<diff::EntryPair> patch_pairs(const std::vector<diff::Entry>& before,
                                         const std::vector<diff::Entry>& after,
                                         const std::vector<diff::PathGlob>& ignore) {
  std::vector<diff::EntryPair> pairs = diff::pair_objects(before, after).pairs;
  std::erase_if(pairs, [&ignore](const diff::EntryPair& pair) {
    if (pair.before.resource == nullptr || pair.after.resource == nullptr) return false;
    if (pair.before.resource->object == pair.after.resource->object) return true;
    std::uint64_t ignored = 0;
    return !ignore.empty() && diff::compare_values(pair.before, pair.after, ignore, ignored).empty();
  });
  const auto ref_of = [](const diff::EntryPair& pair) -> const base::ResourceRef& {
    return (pair.before.resource != nullptr ? pair.before : pair.after).resource->ref;
  };
  std::ranges::stable_sort(pairs, [&](const diff::EntryPair& a, const diff::EntryPair& b) {
    return diff::in_order(ref_of(a), ref_of(b));
  });
  return pairs;
}

}  // namespace nsmkit::render
