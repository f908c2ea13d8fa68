#include "releases/restore_order.hpp"

#include <algorithm>
#include <vector>

#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

std::vector<RestoreKind> read_kinds() {
  const Json data = read_data_file("releases/restore_order.json");
  std::vector<RestoreKind> kinds;
  for (const Json& entry : data.at("kinds")) {
    kinds.push_back({entry.at("group"), entry.at("kind"), entry.at("resource"), entry.at("file"),
                     entry.at("wave"), entry.at("order")});
  }
  std::ranges::stable_sort(kinds, {}, &RestoreKind::wave);
  return kinds;
}

const std::vector<RestoreKind>& kinds() {
  static const std::vector<RestoreKind> kKinds = read_kinds();
  return kKinds;
}

template <typename Predicate>
const RestoreKind* find_kind(Predicate&& predicate) {
  const auto found = std::ranges::find_if(kinds(), predicate);
  return found == kinds().end() ? nullptr : &*found;
}

}  // namespace

std::span<const RestoreKind> restore_kinds() { return kinds(); }

const RestoreKind* restore_kind(std::string_view group, std::string_view kind) {
  return find_kind([&](const RestoreKind& each) { return each.group == group && each.kind == kind; });
}

const RestoreKind* restore_kind_of_resource(std::string_view resource) {
  return find_kind([&](const RestoreKind& each) { return each.resource == resource; });
}

}  // namespace nsmkit::releases
