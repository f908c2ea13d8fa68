#include "validate/prune.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>

#include "base/json_text.hpp"
#include "validate/field_hint.hpp"
#include "validate/schema_rules.hpp"
#include "validate/schema_walk.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

enum class Treatment : std::uint8_t { kKeep, kCheck, kRemove };

bool is_meta_field(std::string_view key) { return key == "apiVersion" || key == "kind" || key == "metadata"; }

bool above_int64(const Json& value) {
  return value.is_number_unsigned() &&
         value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

// Integers beyond int64 become floats on the server, which prints their shortest digits and zeros.
bool printed_differently(const Json& value) {
  if (above_int64(value)) {
    return base::json_number(value.get<double>()) != std::to_string(value.get<std::uint64_t>());
  }
  // A float of this size was most likely written as an integer; beyond, the server prints exponents.
  constexpr double kSmallest = 9223372036854775808.0, kLargest = 1e21;
  const double number = value.is_number_float() ? value.get<double>() : 0;
  if (std::abs(number) < kSmallest || std::abs(number) >= kLargest) {
    return false;
  }
  std::array<char, 32> exact{};
  std::snprintf(exact.data(), exact.size(), "%.0f", number);
  return base::json_number(number) != exact.data();
}

// What happens to one field: the rules of pruning in the order the server applies them.
struct FieldFate {
  Treatment treatment = Treatment::kCheck;
  const SchemaNode* schema = nullptr;  // null under kCheck: everything inside is unknown
  bool known = true;
};

FieldFate fate_of(const SchemaNode* node, std::string_view key, bool preserved) {
  if (node == nullptr) {
    return {Treatment::kRemove, nullptr, false};
  }
  if (node->embedded_resource && is_meta_field(key)) {
    return {Treatment::kKeep, nullptr, true};
  }
  if (const SchemaNode* field = node->field(key)) {
    return {Treatment::kCheck, field, true};
  }
  if (preserved) {
    return {Treatment::kKeep, nullptr, true};
  }
  return node->allows_additional ? FieldFate{Treatment::kCheck, nullptr, true}
                                 : FieldFate{Treatment::kRemove, nullptr, false};
}

bool loses_null(const Json& value, const SchemaNode* schema) {
  return value.is_null() && schema != nullptr && !schema->nullable;
}

// Fields of the root that are not the user's to lose. A status is written by controllers; a CRD
// without one drops it unnoticed.
bool is_exempt_at_root(std::string_view key, const SchemaNode& root, const PruneOptions& options) {
  return is_meta_field(key) || (key == "status" && (options.status_subresource ||
                                                    root.properties.find(key) == root.properties.end()));
}

class DropLister {
 public:
  DropLister(const SchemaNode& root, const PruneOptions& options, std::vector<Drop>& drops)
      : root_(root), options_(options), drops_(drops) {}

  void visit_root(const Json& object) {
    for (auto it = object.begin(); it != object.end(); ++it) {
      if (!is_exempt_at_root(it.key(), root_, options_)) {
        visit_field(object, it, &root_, root_.preserve_unknown_fields || options_.preserve_unknown_fields);
      }
    }
  }

 private:
  void add(DropKind kind, std::string hint = {}) {
    drops_.push_back({kind, pointer_.text(), std::move(hint)});
  }

  void visit_field(const Json& object, const Json::const_iterator& it, const SchemaNode* node,
                   bool preserved) {
    const std::size_t size = pointer_.size();
    pointer_.push(it.key());
    const FieldFate fate = fate_of(node, it.key(), preserved);
    if (fate.treatment == Treatment::kRemove) {
      add(DropKind::kUnknownField, node == nullptr ? "" : guess(object, it, *node));
    } else if (!options_.preserve_unknown_fields && loses_null(*it, fate.schema)) {
      const auto& fallback = fate.schema->default_value;
      add(fallback ? DropKind::kChanged : DropKind::kNull, fallback ? base::json_text(*fallback) : "");
    } else if (fate.treatment == Treatment::kCheck) {
      visit(*it, fate.schema);
    }
    pointer_.truncate(size);
  }

  std::string guess(const Json& object, const Json::const_iterator& it, const SchemaNode& node) const {
    if (drops_.size() > kMaxViolations) {
      return {};
    }
    return guess_field({root_, node, object, pointer_.text(), it.key(), *it});
  }

  void visit(const Json& value, const SchemaNode* node, bool preserved = false) {
    preserved =
        preserved || options_.preserve_unknown_fields || (node != nullptr && node->preserve_unknown_fields);
    if (value.is_object()) {
      for (auto it = value.begin(); it != value.end(); ++it) {
        visit_field(value, it, node, preserved);
      }
    } else if (value.is_array()) {
      visit_items(value, node, preserved);
    } else if (printed_differently(value)) {
      add(DropKind::kChanged, base::json_number(value.get<double>()));
    }
  }

  void visit_items(const Json& value, const SchemaNode* node, bool preserved) {
    const SchemaNode* items = node == nullptr ? nullptr : node->items.get();
    if (preserved && items == nullptr) {
      return;
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::size_t size = pointer_.size();
      pointer_.push(i);
      visit(value[i], items, preserved);
      pointer_.truncate(size);
    }
  }

  const SchemaNode& root_;
  const PruneOptions& options_;
  std::vector<Drop>& drops_;
  PointerBuilder pointer_;
};

bool pristine_value(const Json& value, const SchemaNode* node, bool preserved);

bool pristine_field(const Json::const_iterator& it, const SchemaNode* node, bool preserved) {
  const FieldFate fate = fate_of(node, it.key(), preserved);
  if (fate.treatment != Treatment::kCheck) {
    return fate.treatment == Treatment::kKeep;
  }
  return !it->is_null() && pristine_value(*it, fate.schema, false);
}

bool pristine_value(const Json& value, const SchemaNode* node, bool preserved) {
  if (node != nullptr && node->has_defaults) {
    return false;
  }
  switch (value.type()) {
    case Json::value_t::object:
      preserved = preserved || (node != nullptr && node->preserve_unknown_fields);
      for (auto it = value.begin(); it != value.end(); ++it) {
        if (!pristine_field(it, node, preserved)) {
          return false;
        }
      }
      return true;
    case Json::value_t::array:
      preserved = preserved || (node != nullptr && node->preserve_unknown_fields);
      for (const Json& item : value) {
        if (!pristine_value(item, node == nullptr ? nullptr : node->items.get(), preserved)) {
          return false;
        }
      }
      return true;
    case Json::value_t::number_unsigned:
      return !above_int64(value);
    case Json::value_t::number_float: {
      const double number = value.get<double>();
      return !is_json_integer(number) && std::abs(number) < 9e18;
    }
    default:
      return true;
  }
}

Json scalar_view(const Json& value) {
  if (above_int64(value)) {
    return value.get<double>();
  }
  if (value.is_number_float() && is_json_integer(value.get<double>())) {
    return static_cast<std::int64_t>(std::trunc(value.get<double>()));
  }
  return value;
}

Json view_of(const Json& value, const SchemaNode* node, bool preserved, const PruneOptions& options);

void add_field_view(Json& out, const Json::const_iterator& it, const SchemaNode* node, bool preserved,
                    const PruneOptions& options) {
  const FieldFate fate = fate_of(node, it.key(), preserved);
  const bool null_goes = !options.preserve_unknown_fields && loses_null(*it, fate.schema);
  if (fate.treatment == Treatment::kKeep) {
    out[it.key()] = *it;
  } else if (fate.treatment == Treatment::kCheck && !null_goes) {
    out[it.key()] = view_of(*it, fate.schema, false, options);
  }
}

void add_defaults(Json& out, const SchemaNode* node, const PruneOptions& options) {
  if (node == nullptr || !node->has_defaults) {
    return;
  }
  for (const auto& [name, property] : node->properties) {
    if (property.default_value && !out.contains(name)) {
      out[name] = view_of(*property.default_value, &property, false, options);
    }
  }
}

Json view_of(const Json& value, const SchemaNode* node, bool preserved, const PruneOptions& options) {
  preserved =
      preserved || options.preserve_unknown_fields || (node != nullptr && node->preserve_unknown_fields);
  if (value.is_object()) {
    Json out = Json::object();
    for (auto it = value.begin(); it != value.end(); ++it) {
      add_field_view(out, it, node, preserved, options);
    }
    add_defaults(out, node, options);
    return out;
  }
  if (!value.is_array()) {
    return scalar_view(value);
  }
  const SchemaNode* items = node == nullptr ? nullptr : node->items.get();
  if (preserved && items == nullptr) {
    return value;
  }
  Json out = Json::array();
  for (const Json& item : value) {
    out.push_back(view_of(item, items, preserved, options));
  }
  return out;
}

}  // namespace

std::vector<Drop> list_drops(const Json& object, const SchemaNode& root, const PruneOptions& options) {
  std::vector<Drop> drops;
  if (object.is_object()) {
    DropLister(root, options, drops).visit_root(object);
  }
  return drops;
}

bool is_pristine(const Json& object, const SchemaNode& root, const PruneOptions& options) {
  if (root.has_defaults || options.preserve_unknown_fields) {
    return false;
  }
  for (auto it = object.begin(); it != object.end(); ++it) {
    if (!is_exempt_at_root(it.key(), root, options) &&
        !pristine_field(it, &root, root.preserve_unknown_fields)) {
      return false;
    }
  }
  return true;
}

Json server_view(const Json& object, const SchemaNode& root, const PruneOptions& options) {
  Json out = Json::object();
  const bool preserved = root.preserve_unknown_fields || options.preserve_unknown_fields;
  for (auto it = object.begin(); it != object.end(); ++it) {
    if (is_meta_field(it.key())) {
      out[it.key()] = *it;
    } else if (!is_exempt_at_root(it.key(), root, options)) {
      add_field_view(out, it, &root, preserved, options);
    }
  }
  add_defaults(out, &root, options);
  return out;
}

}  // namespace nsmkit::validate
