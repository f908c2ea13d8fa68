#include "yaml/edit_expect.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include "base/pointer.hpp"

namespace nsmkit::yaml {

namespace {

using Path = std::vector<std::string>;

Path path_of(std::string_view pointer) {
  Path path;
  base::PointerTokens tokens(pointer);
  for (std::string token; tokens.next(token);) {
    path.push_back(token);
  }
  return path;
}

std::size_t index_of(const std::string& token) {
  std::size_t index = SIZE_MAX;
  std::from_chars(token.data(), token.data() + token.size(), index);
  return index;
}

Json* value_at(Json& root, const Path& path, std::size_t length) {
  Json* value = &root;
  for (std::size_t i = 0; i < length && value != nullptr; ++i) {
    if (value->is_object()) {
      const auto found = value->find(path[i]);
      value = found == value->end() ? nullptr : &*found;
    } else {
      const std::size_t index = index_of(path[i]);
      value = value->is_array() && index < value->size() ? &(*value)[index] : nullptr;
    }
  }
  return value;
}

struct Item {
  Json* list;
  std::size_t index;

  bool operator<(const Item& other) const {
    return list != other.list ? std::less<>()(list, other.list) : index < other.index;
  }
};

}  // namespace

// Items are marked first and dropped at the end, those of inner lists before those of outer ones, so that
// all pointers mean the original text.
void apply_to_value(Json& document, const Edit& edit) {
  std::vector<Path> items;
  for (const std::string& pointer : edit.remove) {
    Path path = path_of(pointer);
    Json* parent = path.empty() ? nullptr : value_at(document, path, path.size() - 1);
    if (parent != nullptr && parent->is_object()) {
      parent->erase(path.back());
    } else if (parent != nullptr && parent->is_array()) {
      items.push_back(std::move(path));
    }
  }
  for (const Insertion& insertion : edit.insert) {
    const Path path = path_of(insertion.parent);
    Json* parent = value_at(document, path, path.size());
    if (parent != nullptr && parent->is_object()) {
      (*parent)[insertion.key] = insertion.value;
    }
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const Path& a, const Path& b) { return a.size() > b.size(); });
  for (std::size_t begin = 0; begin < items.size();) {
    std::set<Item> gone;  // of one depth: removing some moves no list of that depth
    const std::size_t depth = items[begin].size();
    for (; begin < items.size() && items[begin].size() == depth; ++begin) {
      Json* list = value_at(document, items[begin], depth - 1);
      if (list != nullptr && index_of(items[begin].back()) < list->size()) {
        gone.insert({list, index_of(items[begin].back())});
      }
    }
    std::for_each(gone.rbegin(), gone.rend(), [](const auto& item) { item.list->erase(item.index); });
  }
}

}  // namespace nsmkit::yaml
