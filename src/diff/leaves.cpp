#include "diff/leaves.hpp"

#include <algorithm>
#include <string_view>

#include "diff/content_hash.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::uint64_t kItem = 0x9E3779B97F4A7C15U;
constexpr std::uint64_t kOwnName = 0x8CB92BA72F3D8DD7U;
constexpr std::uint64_t kOwnNamespace = 0xD1342543DE82EF95U;

/// Which part of an object a walk is in: some members at its top are no content.
enum class Part : std::uint8_t { kRoot, kMetadata, kSpec, kSpecList, kRest };

bool is_content(Part part, std::string_view name) {
  switch (part) {
    case Part::kRoot:
      return name != "apiVersion";
    case Part::kMetadata:
      return name != "name" && name != "namespace";
    default:
      return true;
  }
}

Part part_below(Part part, std::string_view name) {
  if (part != Part::kRoot) return part == Part::kMetadata ? Part::kRest : part;
  return name == "metadata" ? Part::kMetadata : name == "spec" ? Part::kSpec : Part::kRest;
}

LeafNature nature_of(Part part, std::string_view name, const Json& value) {
  if (value.is_structured() || value.is_null() || name == "kind" || name == "apiVersion") {
    return LeafNature::kNone;
  }
  const bool in_spec = part == Part::kSpec || part == Part::kSpecList;
  if (!in_spec || !value.is_string()) return LeafNature::kPlain;
  if (name == "name" || name == "service") {
    return part == Part::kSpec ? LeafNature::kSubject : LeafNature::kIdentity;
  }
  return name == "namespace" ? LeafNature::kIdentity : LeafNature::kPlain;
}

/// The hashes of a place.
struct Place {
  std::uint64_t exact = 0;
  std::uint64_t marked = 0;

  [[nodiscard]] Place with(std::uint64_t value) const { return with(value, value); }
  [[nodiscard]] Place with(std::uint64_t literal, std::uint64_t mark) const {
    return {mixed(exact, literal), mixed(marked, mark)};
  }
};

class Collector {
 public:
  explicit Collector(const model::Resource& resource) : ref_(resource.ref) {
    collect(resource.object, {}, Part::kRoot, {});
    std::ranges::sort(leaves_, {}, &Leaf::exact);
  }

  std::vector<Leaf> take() { return std::move(leaves_); }

 private:
  void collect(const Json& value, Place place, Part part, std::string_view name) {
    if (value.is_object() && !value.empty()) {
      for (const auto& [key, member] : value.items()) {
        if (is_content(part, key)) collect(member, place.with(text_hash(key)), part_below(part, key), key);
      }
    } else if (value.is_array() && !value.empty()) {
      const Part below = part == Part::kSpec ? Part::kSpecList : part;
      for (const Json& item : value) {
        collect(item, item_place(item, place.with(kItem)), below, {});
      }
    } else {
      const LeafNature nature = nature_of(part, name, value);
      const Place leaf = place.with(content_hash(value), marked_hash(nature, value));
      leaves_.push_back({leaf.exact, leaf.marked, nature});
    }
  }

  [[nodiscard]] Place item_place(const Json& item, Place place) const {
    if (!item.is_object()) return place;
    for (const char* member : {"name", "service"}) {
      const auto found = item.find(member);
      if (found != item.end() && found->is_string()) {
        place = place.with(content_hash(*found), marked_hash(LeafNature::kIdentity, *found));
      }
    }
    return place;
  }

  // Own names are marked outside lists alone: in lists they stand for parts, which many objects name alike.
  [[nodiscard]] std::uint64_t marked_hash(LeafNature nature, const Json& value) const {
    if (nature != LeafNature::kIdentity && nature != LeafNature::kSubject) return content_hash(value);
    const std::string_view text = value.get_ref<const std::string&>();
    if (nature == LeafNature::kSubject && text == ref_.name) return kOwnName;
    return is_part(text) ? parts_hash(text) : content_hash(value);
  }

  // Services are also named as namespace/name and as name.namespace.
  template <typename Use>
  static void for_each_part(std::string_view text, Use use) {
    for (std::size_t start = 0; start <= text.size();) {
      const std::size_t end = std::min(text.find_first_of("/.", start), text.size());
      use(text.substr(start, end - start));
      start = end + 1;
    }
  }

  [[nodiscard]] bool is_part(std::string_view text) const {
    bool found = false;
    for_each_part(text, [&](std::string_view part) { found = found || part == ref_.name_space; });
    return found && !ref_.name_space.empty();
  }

  [[nodiscard]] std::uint64_t parts_hash(std::string_view text) const {
    std::uint64_t hash = kOwnNamespace;
    for_each_part(text, [&](std::string_view part) {
      hash = mixed(hash, part == ref_.name_space ? kOwnNamespace : text_hash(part));
    });
    return hash;
  }

  const base::ResourceRef& ref_;
  std::vector<Leaf> leaves_;
};

bool same_but(const Json& a, const Json& b, Part part) {
  if ((part != Part::kRoot && part != Part::kMetadata) || !a.is_object() || !b.is_object()) return a == b;
  const auto covers = [part](const Json& all, const Json& other) {
    return std::ranges::all_of(all.items(), [&](const auto& member) {
      return !is_content(part, member.key()) || other.contains(member.key());
    });
  };
  if (!covers(b, a)) return false;
  return std::ranges::all_of(a.items(), [&](const auto& member) {
    if (!is_content(part, member.key())) return true;
    const auto found = b.find(member.key());
    return found != b.end() && same_but(member.value(), *found, part_below(part, member.key()));
  });
}

/// Calls `both` for leaves with the same hash, and `left` and `right` for the others; sorted by that hash.
template <typename Both, typename Left, typename Right>
void merge(const std::vector<Leaf>& a, const std::vector<Leaf>& b, std::uint64_t Leaf::*hash, Both both,
           Left left, Right right) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && (*i).*hash < (*j).*hash)) {
      left(*i++);
    } else if (i == a.end() || (*j).*hash < (*i).*hash) {
      right(*j++);
    } else {
      both(*i++);
      ++j;
    }
  }
}

bool is_identity(const Leaf& leaf) {
  return leaf.nature == LeafNature::kIdentity || leaf.nature == LeafNature::kSubject;
}

bool is_subject(const Leaf& leaf) { return leaf.nature == LeafNature::kSubject; }

std::uint64_t more_of(const std::vector<Leaf>& a, const std::vector<Leaf>& b, bool (*wanted)(const Leaf&)) {
  return static_cast<std::uint64_t>(
      std::max(std::ranges::count_if(a, wanted), std::ranges::count_if(b, wanted)));
}

void count(const Leaf& leaf, CommonLeaves& common) {
  ++common.equal;
  if (is_identity(leaf)) ++common.equal_identities;
  if (is_subject(leaf)) ++common.equal_subjects;
}

}  // namespace

std::vector<Leaf> leaves_of(const model::Resource& resource) { return Collector(resource).take(); }

CommonLeaves common_leaves(const std::vector<Leaf>& a, const std::vector<Leaf>& b) {
  CommonLeaves common;
  common.leaves = std::max(a.size(), b.size());
  common.identities = more_of(a, b, is_identity);
  common.subjects = more_of(a, b, is_subject);
  std::vector<Leaf> left;
  std::vector<Leaf> right;
  const auto keep_in = [](std::vector<Leaf>& rest) {
    return [&rest](const Leaf& leaf) {
      if (leaf.marked != leaf.exact) rest.push_back(leaf);
    };
  };
  merge(
      a, b, &Leaf::exact, [&common](const Leaf& leaf) { count(leaf, common); }, keep_in(left),
      keep_in(right));
  common.literal_subjects = common.equal_subjects;
  std::ranges::sort(left, {}, &Leaf::marked);
  std::ranges::sort(right, {}, &Leaf::marked);
  const auto drop = [](const Leaf&) {};
  merge(
      left, right, &Leaf::marked, [&common](const Leaf& leaf) { count(leaf, common); }, drop, drop);
  return common;
}

Likeness likeness_of(const model::Resource& a, const model::Resource& b) {
  const std::vector<Leaf> left = leaves_of(a);
  const std::vector<Leaf> right = leaves_of(b);
  Likeness likeness{0, std::max(left.size(), right.size())};
  const auto drop = [](const Leaf&) {};
  merge(
      left, right, &Leaf::exact, [&likeness](const Leaf&) { ++likeness.equal; }, drop, drop);
  return likeness;
}

bool same_content(const model::Resource& a, const model::Resource& b) {
  return same_but(a.object, b.object, Part::kRoot);
}

}  // namespace nsmkit::diff
