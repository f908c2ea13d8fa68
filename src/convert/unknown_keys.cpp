#include "base/pointer.hpp"
#include "convert/json_member.hpp"
#include "convert/steps.hpp"
#include "releases/field_schema.hpp"

namespace nsmkit::convert {

namespace {

bool is_set(const Json& schema, const char* keyword) {
  const Json* value = member(&schema, keyword);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

/// Takes out what the server would drop without a word.
class Pruner {
 public:
  explicit Pruner(Work& work) : work_(work) {}

  void value(Json& value, const Json& schema, const std::string& pointer) {
    if (value.is_array()) {
      const Json* items = object_member(&schema, "items");
      for (std::size_t i = 0; items != nullptr && i < value.size(); ++i) {
        this->value(value[i], *items, pointer + "/" + std::to_string(i));
      }
    } else if (value.is_object()) {
      object(value, schema, pointer);
    }
  }

  /// Whether something with content stood unknown at the top or in spec.
  [[nodiscard]] bool dropped_high() const { return dropped_high_; }

 private:
  void object(Json& object, const Json& schema, const std::string& pointer) {
    if (is_set(schema, "x-kubernetes-preserve-unknown-fields") ||
        is_set(schema, "x-kubernetes-embedded-resource")) {
      return;
    }
    for (auto field = object.begin(); field != object.end();) {
      const Json* known = schema_of(schema, field.key());
      const bool own = pointer.empty() && is_own(field.key());
      if (own || (known != nullptr && !drops_null(field.value(), *known, schema, field.key()))) {
        if (!own && known->is_object()) {
          value(field.value(), *known, below(pointer, field.key()));
        }
        ++field;
        continue;
      }
      if (known == nullptr && !is_idle(field.value())) {
        tell(below(pointer, field.key()));
      } else if (known == nullptr && !work_.foreign()) {
        ++field;
        continue;
      } else {
        work_.changed("a field without content left out: " + field.key());
      }
      field = object.erase(field);
    }
  }

  static bool is_own(const std::string& key) {
    return key == "apiVersion" || key == "kind" || key == "metadata" || key == "status";
  }

  // Such a field says nothing, known or not; an object in the target's own version keeps it.
  static bool is_idle(const Json& value) { return is_empty(&value) && !value.is_string(); }

  static std::string below(const std::string& pointer, const std::string& key) {
    std::string result = pointer;
    base::append_token(result, key);
    return result;
  }

  // The schema of a member; a boolean stands for "anything". Null when there is no such member.
  static const Json* schema_of(const Json& schema, const std::string& key) {
    if (const Json* declared = member(object_member(&schema, "properties"), key)) {
      return declared;
    }
    const Json* any = member(&schema, "additionalProperties");
    return any != nullptr && (any->is_object() || *any == true) ? any : nullptr;
  }

  // Where null is not allowed and nothing is demanded, it stands for "absent".
  static bool drops_null(const Json& value, const Json& known, const Json& schema, const std::string& key) {
    return value.is_null() && known.is_object() && !is_set(known, "nullable") &&
           !releases::demands(schema, key);
  }

  void tell(const std::string& pointer) {
    dropped_high_ =
        dropped_high_ || pointer.rfind('/') == 0 || pointer.rfind('/') == std::string_view("/spec").size();
    work_.lossy(pointer, work_.target().name + " has no field " +
                             base::display_path(pointer, work_.object()) +
                             " and would drop it without a word");
    work_.changed();
  }

  Work& work_;
  bool dropped_high_ = false;
};

}  // namespace

void unknown_keys(Work& work) {
  const releases::CrdResource* goal = work.goal();
  if (goal == nullptr || goal->schema == nullptr || goal->preserve_unknown_fields) {
    return;
  }
  Pruner pruner(work);
  pruner.value(work.object(), *goal->schema, "");
  const Json* spec = object_member(&work.object(), "spec");
  const bool bare = is_empty(member(spec, "rules")) || is_empty(member(spec, "sources"));
  if (work.input().ref.kind == "TrafficTarget" && pruner.dropped_high() && bare) {
    work.impossible("/spec",
                    "without the fields that the target does not have, it has no rules or no sources left, "
                    "and what that allows is not defined");
  }
}

}  // namespace nsmkit::convert
