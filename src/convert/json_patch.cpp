#include "convert/json_patch.hpp"

#include <algorithm>
#include <string>

#include "base/pointer.hpp"

namespace nsmkit::convert {

namespace {

class Differ {
 public:
  void compare(const Json& before, const Json& after) {
    if (before.is_object() && after.is_object()) {
      compare_objects(before, after);
    } else if (before.is_array() && after.is_array()) {
      compare_lists(before, after);
    } else if (before != after || before.type() != after.type()) {
      operation("replace", after);
    }
  }

  Json take() { return std::move(patch_); }

 private:
  void compare_objects(const Json& before, const Json& after) {
    for (const auto& [name, value] : before.items()) {
      const auto found = after.find(name);
      const std::size_t length = step(name);
      if (found == after.end()) {
        patch_.push_back({{"op", "remove"}, {"path", path_}});
      } else {
        compare(value, *found);
      }
      path_.resize(length);
    }
    for (const auto& [name, value] : after.items()) {
      if (!before.contains(name)) {
        add(name, value);
      }
    }
  }

  // Items too many are taken from the end, so that no index moves under the ones before it.
  void compare_lists(const Json& before, const Json& after) {
    const std::size_t common = std::min(before.size(), after.size());
    for (std::size_t i = 0; i < common; ++i) {
      const std::size_t length = step(std::to_string(i));
      compare(before[i], after[i]);
      path_.resize(length);
    }
    for (std::size_t i = before.size(); i > common; --i) {
      const std::size_t length = step(std::to_string(i - 1));
      patch_.push_back({{"op", "remove"}, {"path", path_}});
      path_.resize(length);
    }
    for (std::size_t i = common; i < after.size(); ++i) {
      add("-", after[i]);
    }
  }

  void add(const std::string& name, const Json& value) {
    const std::size_t length = step(name);
    operation("add", value);
    path_.resize(length);
  }

  void operation(const char* name, const Json& value) {
    patch_.push_back({{"op", name}, {"path", path_}, {"value", value}});
  }

  /// Goes down one level; gives the length of the path before.
  std::size_t step(const std::string& name) {
    const std::size_t length = path_.size();
    base::append_token(path_, name);
    return length;
  }

  Json patch_ = Json::array();
  std::string path_;
};

}  // namespace

Json json_patch(const Json& before, const Json& after) {
  Differ differ;
  differ.compare(before, after);
  return differ.take();
}

}  // namespace nsmkit::convert
