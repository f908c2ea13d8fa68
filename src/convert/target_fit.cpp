#include <algorithm>

#include "base/pointer.hpp"
#include "base/utf8.hpp"
#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

bool has_type(const Json& value, std::string_view type) {
  return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
         (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number());
}

/// Looks for what the target's schema refuses and no conversion has settled: the difference between releases
/// that needs a human. The full check, with its explanations, is `validate`.
class Fit {
 public:
  explicit Fit(Work& work) : work_(work) {}

  void value(const Json& value, const Json& schema, const std::string& pointer) {
    const std::string type = text_member(&schema, "type");
    const Json* nullable = member(&schema, "nullable");
    if (value.is_null() && nullable != nullptr && *nullable == true) {
      return;
    }
    if (!type.empty() && !has_type(value, type)) {
      refuse(pointer, "is " + shown(value) + " where the type is " + type);
      return;
    }
    check_scalar(value, schema, pointer);
    if (value.is_array()) {
      const Json* items = object_member(&schema, "items");
      for (std::size_t i = 0; items != nullptr && i < value.size(); ++i) {
        this->value(value[i], *items, pointer + "/" + std::to_string(i));
      }
    } else if (value.is_object()) {
      object(value, schema, pointer);
    }
  }

 private:
  void object(const Json& object, const Json& schema, const std::string& pointer) {
    if (const Json* required = list_member(&schema, "required")) {
      for (const Json& name : *required) {
        if (!object.contains(name.get_ref<const std::string&>())) {
          refuse(pointer, "has no " + name.get<std::string>() + ", which is required");
        }
      }
    }
    const Json* declared = object_member(&schema, "properties");
    const Json* any = object_member(&schema, "additionalProperties");
    for (const auto& [name, value] : object.items()) {
      const Json* known = member(declared, name);
      known = known == nullptr ? any : known;
      if (known != nullptr && !(pointer.empty() && (name == "metadata" || name == "status"))) {
        std::string below = pointer;
        base::append_token(below, name);
        this->value(value, *known, below);
      }
    }
  }

  void check_scalar(const Json& value, const Json& schema, const std::string& pointer) {
    const Json* allowed = list_member(&schema, "enum");
    if (allowed != nullptr && std::find(allowed->begin(), allowed->end(), value) == allowed->end()) {
      refuse(pointer, "is " + shown(value) + ", which is none of the values it takes");
    }
    const Json* minimum = member(&schema, "minimum");
    if (minimum != nullptr && value.is_number() && value < *minimum) {
      refuse(pointer, "is " + shown(value) + ", and the least is " + shown(*minimum));
    }
    const Json* length = member(&schema, "minLength");
    if (length != nullptr && value.is_string() &&
        base::code_points(value.get_ref<const std::string&>()) < length->get<std::size_t>()) {
      refuse(pointer, "is empty");
    }
  }

  void refuse(const std::string& pointer, const std::string& what) {
    const std::string path = base::display_path(pointer, work_.object());
    work_.impossible(
        pointer, work_.target().name + " refuses the object: " + (path.empty() ? "it" : path) + " " + what);
  }

  Work& work_;
};

}  // namespace

void target_fit(Work& work) {
  if (work.goal() != nullptr && work.goal()->schema != nullptr) {
    Fit(work).value(work.object(), *work.goal()->schema, "");
  }
}

}  // namespace nsmkit::convert
