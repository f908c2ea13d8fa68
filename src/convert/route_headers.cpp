#include <map>
#include <optional>

#include "base/json_text.hpp"
#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

/// The header filters of one match. All of them have to hold, in any order.
class Headers {
 public:
  Headers(Work& work, Json& headers, std::string pointer)
      : work_(work), headers_(headers), pointer_(std::move(pointer)) {}

  /// Turns values into text. False when one cannot be.
  bool quote() {
    bool done = true;
    if (headers_.is_object()) {
      return quote_values(headers_, "");
    }
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      const std::string step = "/" + std::to_string(i);
      if (!headers_[i].is_object()) {
        work_.impossible(pointer_ + step,
                         "a list of headers holds " + shown(headers_[i]) + " where name and value should be");
        return false;
      }
      done = quote_values(headers_[i], step) && done;
    }
    return done;
  }

  /// A list as the map of the same filters; nothing when a header has two different ones.
  std::optional<Json> as_map() {
    Json map = Json::object();
    std::map<std::string, std::string> names;  // in lower case → as first written
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      for (const auto& [name, value] : headers_[i].items()) {
        const auto [known, fresh] = names.try_emplace(lower(name), name);
        if (fresh) {
          map[name] = value;
        } else if (map[known->second] != value) {
          work_.impossible(
              pointer_ + "/" + std::to_string(i),
              "the header " + name +
                  " stands twice with different values; both have to hold, and a map has room for one");
          return std::nullopt;
        }
      }
    }
    return map;
  }

  /// A map as a list with one header an element, by name.
  [[nodiscard]] Json as_list() const {
    Json list = Json::array();
    for (const auto& [name, value] : headers_.items()) {
      list.push_back(Json{{name, value}});
    }
    return list;
  }

 private:
  bool quote_values(Json& filters, const std::string& step) {
    for (auto& [name, value] : filters.items()) {
      if (value.is_string()) {
        continue;
      }
      if (value.is_null() || value.is_structured()) {
        work_.impossible(pointer_ + step,
                         "the header " + name + " has no text as its value but " + shown(value));
        return false;
      }
      value = base::json_text(value);
      work_.doubt(pointer_ + step,
                  "the value of the header " + name + " is not text; it is written as " + shown(value));
      work_.changed();
    }
    return true;
  }

  Work& work_;
  Json& headers_;
  std::string pointer_;
};

// Empty headers filter nothing, in either form.
bool to_leave_out(const Json& headers, std::string_view goal) {
  return headers.is_null() || (headers.is_structured() && headers.empty() && headers.type_name() != goal);
}

void convert_match(Work& work, Json& match, const std::string& pointer) {
  const std::string_view goal = work.goal_type("spec.matches[].headers");
  Json* headers = member(&match, "headers");
  if (headers == nullptr) {
    return;
  }
  if (to_leave_out(*headers, goal)) {
    match.erase("headers");
    work.changed("empty headers left out");
    return;
  }
  if (!headers->is_structured()) {
    return;
  }
  if (work.id().version == "v1alpha1") {
    work.doubt(pointer,
               "v1alpha1 has no headers: the old mesh may have ignored them, the new one follows them");
  }
  Headers filters(work, *headers, pointer);
  if (!filters.quote()) {
    return;
  }
  if (headers->is_array() && goal == "object") {
    if (auto map = filters.as_map()) {
      *headers = std::move(*map);
      work.changed("headers are a map now");
    }
  } else if (headers->is_object() && goal == "array") {
    *headers = filters.as_list();
    work.changed("headers are a list now");
  }
}

}  // namespace

void route_headers(Work& work) {
  Json* matches = list_member(object_member(&work.object(), "spec"), "matches");
  if (matches == nullptr) {
    return;
  }
  for (std::size_t i = 0; i < matches->size(); ++i) {
    convert_match(work, (*matches)[i], "/spec/matches/" + std::to_string(i) + "/headers");
  }
}

}  // namespace nsmkit::convert
