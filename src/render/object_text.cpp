#include "render/object_text.hpp"

#include <algorithm>

#include "diff/compare_values.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::render {

namespace {

constexpr std::string_view kMasked = "[masked]";
constexpr std::string_view kMaskedOther = "[masked, another value]";

/// Replaces what is secret in the objects of one pair.
class Masker {
 public:
  explicit Masker(const base::ResourceRef& ref) : ref_(ref) {}

  // `other` is the same place on the first side, for the second.
  void mask(Json& value, const Json* other) {
    if (value.is_object()) {
      for (auto& [name, member] : value.items()) {
        path_.push_back({name, {}, false});
        const auto found =
            other != nullptr && other->is_object() ? other->find(name) : Json::const_iterator();
        mask(member, other != nullptr && other->is_object() && found != other->end() ? &*found : nullptr);
        path_.pop_back();
      }
    } else if (diff::is_secret_place(ref_, path_)) {
      value = other != nullptr && *other != value ? kMaskedOther : kMasked;
    }
  }

 private:
  const base::ResourceRef& ref_;
  std::vector<diff::PathStep> path_;
};

}  // namespace

ObjectValues object_values(const diff::EntryPair& pair, Masking masking) {
  ObjectValues values;
  if (pair.before.resource != nullptr) values.before = pair.before.resource->object;
  if (pair.after.resource != nullptr) values.after = pair.after.resource->object;
  const base::ResourceRef& ref = (pair.before.resource != nullptr ? pair.before : pair.after).resource->ref;
  if (masking == Masking::kSecrets && diff::holds_secrets(ref)) {
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
