#include "validate/schema_walk.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "base/utf8.hpp"
#include "validate/string_format.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

struct PointedLess {
  bool operator()(const Json* a, const Json* b) const { return *a < *b; }
};

bool type_matches(const SchemaNode& node, const Json& value) {
  if (node.types == 0) {
    return true;
  }
  switch (value.type()) {
    case Json::value_t::null:
      return node.nullable;
    case Json::value_t::object:
      return (node.types & kTypeObject) != 0;
    case Json::value_t::array:
      return (node.types & kTypeArray) != 0;
    case Json::value_t::string:
      return (node.types & kTypeString) != 0;
    case Json::value_t::boolean:
      return (node.types & kTypeBoolean) != 0;
    case Json::value_t::number_float:
      return (node.types & kTypeNumber) != 0 ||
             ((node.types & kTypeInteger) != 0 && is_json_integer(value.get<double>()));
    default:
      return (node.types & (kTypeInteger | kTypeNumber)) != 0;
  }
}

class Walk {
 public:
  Walk(WalkScope scope, const FaultSink& sink) : scope_(scope), sink_(sink) {}

  bool visit(const SchemaNode& node, const Json& value) {
    if (scope_ == WalkScope::kOwnKeywords && !node.own_keywords) {
      return true;
    }
    if (!type_matches(node, value)) {
      return report(FaultKind::kType, node, value);
    }
    if (!visit_enum(node, value)) {
      return false;
    }
    switch (value.type()) {
      case Json::value_t::null:
        return true;
      case Json::value_t::object:
        return visit_object(node, value) && visit_branches(node, value);
      case Json::value_t::array:
        return visit_array(node, value) && visit_branches(node, value);
      case Json::value_t::string:
        return visit_string(node, value) && visit_branches(node, value);
      case Json::value_t::boolean:
        return visit_branches(node, value);
      default:
        return visit_number(node, value) && visit_branches(node, value);
    }
  }

 private:
  bool report(FaultKind kind, const SchemaNode& node, const Json& value) {
    return sink_(Fault{kind, node, value, pointer_.text()});
  }

  bool visit_below(const SchemaNode& node, const Json& value, std::string_view key) {
    const std::size_t size = pointer_.size();
    pointer_.push(key);
    const bool go_on = visit(node, value);
    pointer_.truncate(size);
    return go_on;
  }

  bool visit_enum(const SchemaNode& node, const Json& value) {
    if (node.enum_values.is_null() || scope_ == WalkScope::kOwnKeywords) {
      return true;
    }
    const bool listed = !value.is_null() && std::find(node.enum_values.begin(), node.enum_values.end(),
                                                      value) != node.enum_values.end();
    return listed || report(FaultKind::kEnum, node, value);
  }

  bool visit_object(const SchemaNode& node, const Json& value) {
    const std::uint64_t size = value.size();
    if (node.min_properties && size < *node.min_properties) {
      return report(FaultKind::kMinProperties, node, value);
    }
    if (node.max_properties && size > *node.max_properties) {
      return report(FaultKind::kMaxProperties, node, value);
    }
    for (auto it = value.begin(); it != value.end(); ++it) {
      const SchemaNode* field = node.field(it.key());
      if (field != nullptr
              ? !visit_below(*field, *it, it.key())
              : node.forbids_additional && !report_at(FaultKind::kFieldForbidden, node, *it, it.key())) {
        return false;
      }
    }
    for (const std::string& name : node.required) {
      if (!value.contains(name) && !report_at(FaultKind::kRequired, node, value, name)) {
        return false;
      }
    }
    return !node.embedded_resource || visit_embedded(node, value);
  }

  bool report_at(FaultKind kind, const SchemaNode& node, const Json& value, std::string_view key) {
    const std::size_t size = pointer_.size();
    pointer_.push(key);
    const bool go_on = report(kind, node, value);
    pointer_.truncate(size);
    return go_on;
  }

  // The server also checks metadata of embedded objects; only what makes it an object is done here.
  bool visit_embedded(const SchemaNode& node, const Json& value) {
    for (const char* key : {"apiVersion", "kind"}) {
      const auto it = value.find(key);
      const bool good = it != value.end() && it->is_string() && !it->get_ref<const std::string&>().empty();
      if (!good && !report_at(FaultKind::kEmbeddedResource, node, value, key)) {
        return false;
      }
    }
    return true;
  }

  bool visit_array(const SchemaNode& node, const Json& value) {
    if (node.items && (scope_ == WalkScope::kAll || node.items->own_keywords)) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        const std::size_t size = pointer_.size();
        pointer_.push(i);
        const bool go_on = visit(*node.items, value[i]);
        pointer_.truncate(size);
        if (!go_on) {
          return false;
        }
      }
    }
    if (node.min_items && value.size() < *node.min_items && !report(FaultKind::kMinItems, node, value)) {
      return false;
    }
    if (node.max_items && value.size() > *node.max_items && !report(FaultKind::kMaxItems, node, value)) {
      return false;
    }
    if (node.list_type == ListType::kMap) {
      return visit_list_map(node, value);
    }
    return !(node.unique_items || node.list_type == ListType::kSet) || visit_unique(node, value);
  }

  bool visit_unique(const SchemaNode& node, const Json& value) {
    std::set<const Json*, PointedLess> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (!seen.insert(&value[i]).second &&
          !report_at(FaultKind::kDuplicateItem, node, value[i], std::to_string(i))) {
        return false;
      }
    }
    return true;
  }

  bool visit_list_map(const SchemaNode& node, const Json& value) {
    std::set<Json> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const Json& item = value[i];
      if (!item.is_object() && !item.is_null()) {
        return report_at(FaultKind::kNotAnObject, node, item, std::to_string(i));
      }
      Json keys = Json::object();
      for (const std::string& name : node.list_map_keys) {
        if (const auto it = item.find(name); item.is_object() && it != item.end()) {
          keys[name] = *it;
        }
      }
      if (!seen.insert(std::move(keys)).second &&
          !report_at(FaultKind::kDuplicateItem, node, item, std::to_string(i))) {
        return false;
      }
    }
    return true;
  }

  bool visit_string(const SchemaNode& node, const Json& value) {
    const std::string& text = value.get_ref<const std::string&>();
    if (node.max_length && base::code_points(text) > *node.max_length) {
      return report(FaultKind::kMaxLength, node, value);
    }
    if (node.min_length && base::code_points(text) < *node.min_length) {
      return report(FaultKind::kMinLength, node, value);
    }
    if (node.regex && !RE2::PartialMatch(text, *node.regex)) {
      return report(FaultKind::kPattern, node, value);
    }
    return node.format.empty() || has_format(text, node.format) || report(FaultKind::kFormat, node, value);
  }

  bool visit_number(const SchemaNode& node, const Json& value) {
    const double number = value.get<double>();
    if (node.multiple_of && *node.multiple_of > 0 && !is_multiple(number, *node.multiple_of) &&
        !report(FaultKind::kMultipleOf, node, value)) {
      return false;
    }
    const bool too_low =
        node.minimum && (node.exclusive_minimum ? number <= *node.minimum : number < *node.minimum);
    const bool too_high =
        node.maximum && (node.exclusive_maximum ? number >= *node.maximum : number > *node.maximum);
    return (!too_low || report(FaultKind::kMinimum, node, value)) &&
           (!too_high || report(FaultKind::kMaximum, node, value));
  }

  static bool is_multiple(double number, double factor) {
    return is_json_integer(factor < 1 ? 1 / factor * number : number / factor);
  }

  bool visit_branches(const SchemaNode& node, const Json& value) {
    for (const SchemaNode& branch : node.all_of) {
      if (!visit_fully(branch, value)) {
        return false;
      }
    }
    const auto accepts = [&](const SchemaNode& branch) { return holds(branch, value); };
    if (!node.any_of.empty() && std::none_of(node.any_of.begin(), node.any_of.end(), accepts) &&
        !report(FaultKind::kAnyOf, node, value)) {
      return false;
    }
    if (!node.one_of.empty() && std::count_if(node.one_of.begin(), node.one_of.end(), accepts) != 1 &&
        !report(FaultKind::kOneOf, node, value)) {
      return false;
    }
    return !node.negated || !holds(*node.negated, value) || report(FaultKind::kNot, node, value);
  }

  // Branches may rest on keywords of both kinds, so they are always walked whole.
  bool visit_fully(const SchemaNode& node, const Json& value) {
    const WalkScope scope = std::exchange(scope_, WalkScope::kAll);
    const bool go_on = visit(node, value);
    scope_ = scope;
    return go_on;
  }

  static bool holds(const SchemaNode& node, const Json& value) {
    return walk_schema(node, value, WalkScope::kAll, [](const Fault&) { return false; });
  }

  WalkScope scope_;
  const FaultSink& sink_;
  PointerBuilder pointer_;
};

}  // namespace

bool walk_schema(const SchemaNode& root, const Json& value, WalkScope scope, const FaultSink& sink) {
  return Walk(scope, sink).visit(root, value);
}

// As go-openapi's swag.IsFloat64AJSONInteger, which forgives a relative error of 1e-9.
bool is_json_integer(double value) {
  constexpr double kLargest = 9007199254740991.0;  // 2^53 - 1
  if (!(value >= -kLargest && value <= kLargest)) {
    return false;
  }
  if (value == std::trunc(value)) {
    return true;
  }
  if (value < 0) {
    return false;
  }
  const double whole = std::trunc(value);
  return whole != 0 && (value - whole) / (value + whole) < 1e-9;
}

}  // namespace nsmkit::validate
