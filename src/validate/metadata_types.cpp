#include <cmath>
#include <cstdint>
#include <limits>
#include <map>

#include "validate/explain.hpp"
#include "validate/metadata_fields.hpp"
#include "validate/object_meta.hpp"
#include "validate/schema_rules.hpp"
#include "validate/string_format.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

bool is_int64(const Json& value) {
  if (value.is_number_unsigned()) {
    return value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  }
  // The server prints a float and reads the text as an integer: 5.0 is "5".
  const double number = value.is_number_float() ? value.get<double>() : 0;
  return value.is_number_integer() || (value.is_number_float() && number == std::trunc(number) &&
                                       number >= -9223372036854775808.0 && number < 9223372036854775808.0);
}

std::string_view expectation(MetaType type) {
  switch (type) {
    case MetaType::kInteger:
      return "a whole number";
    case MetaType::kTime:
      return "a time such as \"2023-04-25T10:00:00Z\"";
    case MetaType::kBoolean:
      return "true or false";
    case MetaType::kStringMap:
      return "a map of strings";
    case MetaType::kStringList:
      return "a list of strings";
    case MetaType::kOwnerList:
    case MetaType::kManagedList:
      return "a list of objects";
    case MetaType::kObject:
      return "an object";
    default:
      return "a string";
  }
}

class TypeCheck {
 public:
  TypeCheck(const Json& object, const SourceText& source_text, std::vector<Violation>& found)
      : object_(object), source_text_(source_text), found_(found) {}

  void check_metadata() {
    const auto it = object_.find("metadata");
    if (it == object_.end()) {
      return;
    }
    pointer_.push("metadata");
    if (!it->is_object()) {
      fault_unless(it->is_null(), *it, MetaType::kObject);
      return;
    }
    check_fields(*it, metadata_fields());
  }

 private:
  void check_fields(const Json& value, const MetaFields& fields) {
    for (auto it = value.begin(); it != value.end() && found_.size() < kMaxViolations; ++it) {
      if (const auto field = fields.find(it.key()); field != fields.end()) {
        check_below(*it, it.key(), field->second);
      }
    }
  }

  template <class Key>
  void check_below(const Json& value, const Key& key, MetaType type) {
    const std::size_t size = pointer_.size();
    pointer_.push(key);
    check(value, type);
    pointer_.truncate(size);
  }

  // null leaves the field of the Go struct as it is, whatever its type.
  void check(const Json& value, MetaType type) {
    if (value.is_null()) {
      return;
    }
    switch (type) {
      case MetaType::kString:
        return fault_unless(value.is_string(), value, type);
      case MetaType::kInteger:
        return fault_unless(is_int64(value), value, type);
      case MetaType::kBoolean:
        return fault_unless(value.is_boolean(), value, type);
      case MetaType::kTime:
        return fault_unless(value.is_string() && is_rfc3339_time(value.get_ref<const std::string&>()), value,
                            type);
      case MetaType::kStringMap:
        return check_map(value, type);
      case MetaType::kStringList:
      case MetaType::kOwnerList:
      case MetaType::kManagedList:
        return check_list(value, type);
      case MetaType::kObject:
      case MetaType::kAny:
        return;
    }
  }

  void check_map(const Json& value, MetaType type) {
    if (!value.is_object()) {
      return fault(value, type);
    }
    for (auto it = value.begin(); it != value.end() && found_.size() < kMaxViolations; ++it) {
      check_below(*it, it.key(), MetaType::kString);
    }
  }

  void check_list(const Json& value, MetaType type) {
    if (!value.is_array()) {
      return fault(value, type);
    }
    for (std::size_t i = 0; i < value.size() && found_.size() < kMaxViolations; ++i) {
      if (type == MetaType::kStringList) {
        check_below(value[i], i, MetaType::kString);
      } else {
        check_struct(value[i], i, type == MetaType::kOwnerList ? owner_fields() : managed_fields());
      }
    }
  }

  void check_struct(const Json& value, std::size_t index, const MetaFields& fields) {
    const std::size_t size = pointer_.size();
    pointer_.push(index);
    if (value.is_object()) {
      check_fields(value, fields);
    } else {
      fault_unless(value.is_null(), value, MetaType::kObject);
    }
    pointer_.truncate(size);
  }

  void fault_unless(bool good, const Json& value, MetaType type) {
    if (!good) {
      fault(value, type);
    }
  }

  void fault(const Json& value, MetaType type) {
    const bool quote = type == MetaType::kString && (value.is_boolean() || value.is_number());
    found_.push_back({&rules::kMetadataType, base::Severity::kError, pointer_.text(), false,
                      dotted_path(object_, pointer_.text()) + " is " + describe_value(value) +
                          "; Kubernetes expects " + std::string(expectation(type)),
                      quote ? quoting_remedy(value, pointer_.text(), source_text_)
                            : "Write " + std::string(expectation(type)) + ", or remove the field."});
  }

  const Json& object_;
  const SourceText& source_text_;
  std::vector<Violation>& found_;
  PointerBuilder pointer_;
};

}  // namespace

std::vector<Violation> check_metadata_types(const Json& object, const SourceText& source_text) {
  std::vector<Violation> found;
  TypeCheck(object, source_text, found).check_metadata();
  return found;
}

}  // namespace nsmkit::validate
