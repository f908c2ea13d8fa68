#include "validate/explain.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_text.hpp"
#include "base/pointer.hpp"
#include "base/text.hpp"
#include "validate/schema_rules.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr std::size_t kShownChoices = 12;

// Long strings are not worth a search for what was meant.
constexpr std::size_t kLongestRepair = 200;

std::string expected_types(std::uint8_t types) {
  static constexpr std::array<std::pair<TypeBit, std::string_view>, 6> kNames = {
      {{kTypeObject, "an object"},
       {kTypeArray, "a list"},
       {kTypeInteger, "an integer"},
       {kTypeNumber, "a number"},
       {kTypeString, "a string"},
       {kTypeBoolean, "true or false"}}};
  std::string out;
  for (const auto& [bit, name] : kNames) {
    if ((types & bit) != 0) {
      out += (out.empty() ? "" : " or ") + std::string(name);
    }
  }
  return out;
}

std::string choices(const Json& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size() && i < kShownChoices; ++i) {
    const Json& value = values[i];
    out += (i == 0 ? "" : ", ") +
           (value.is_string() ? in_quotes(value.get_ref<const std::string&>()) : value.dump());
  }
  return values.size() > kShownChoices ? out + ", ..." : out;
}

std::string number_text(double number) { return base::json_number(number); }

std::string count_text(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

bool looks_like_number(const std::string& text) {
  static const RE2 kNumber("[+-]?[0-9]+(\\.[0-9]+)?");
  return RE2::FullMatch(text, kNumber);
}

std::string type_remedy(const Fault& fault, const SourceText& source_text) {
  const std::uint8_t types = fault.node.types;
  const Json& value = fault.value;
  if ((types & kTypeString) != 0 && (value.is_boolean() || value.is_number())) {
    return quoting_remedy(value, fault.pointer, source_text);
  }
  if ((types & (kTypeInteger | kTypeNumber)) != 0) {
    if (value.is_string() && looks_like_number(value.get_ref<const std::string&>())) {
      return "Remove the quotes, so that it is a number: " + value.get<std::string>();
    }
    return (types & kTypeNumber) != 0 ? "Write a number." : "Write a whole number below 2^53.";
  }
  if (types == kTypeBoolean) {
    return "Write true or false, without quotes.";
  }
  if (types == kTypeArray && !value.is_null()) {
    return "Write a list: put each entry on its own line, after a '-'.";
  }
  if (types == kTypeObject && value.is_array()) {
    return "Write one map of fields instead of a list.";
  }
  return value.is_null() ? "Give it a value or remove the entry." : "Write " + expected_types(types) + ".";
}

std::string enum_remedy(const Fault& fault, const SourceText& source_text) {
  if (!fault.value.is_string()) {
    return fault.value.is_boolean() || fault.value.is_number()
               ? quoting_remedy(fault.value, fault.pointer, source_text)
               : "Use one of the allowed values.";
  }
  std::vector<std::string_view> names;
  for (const Json& value : fault.node.enum_values) {
    if (value.is_string()) {
      names.emplace_back(value.get_ref<const std::string&>());
    }
  }
  const auto meant = base::nearest(fault.value.get_ref<const std::string&>(), names);
  return meant ? "Did you mean " + in_quotes(*meant) + "?" : "Use one of the allowed values.";
}

// Blanks and wrong case are the usual slips in values such as "100 r/m".
std::string pattern_remedy(const Fault& fault) {
  std::string text = fault.value.get<std::string>();
  if (text.size() <= kLongestRepair) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    if (RE2::PartialMatch(text, *fault.node.regex)) {
      return "Remove the blanks: " + in_quotes(text);
    }
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (RE2::PartialMatch(text, *fault.node.regex)) {
      return "Write it in lower case: " + in_quotes(text);
    }
  }
  return "Write a value that matches the pattern.";
}

struct Wording {
  const base::RuleInfo* rule;
  std::string rest;  // follows the path and the value
  std::string remedy;
};

Wording bounds_wording(const Fault& fault) {
  const SchemaNode& node = fault.node;
  if (fault.kind == FaultKind::kMultipleOf) {
    return {&rules::kSchemaOther, "; it must be a multiple of " + number_text(*node.multiple_of), ""};
  }
  const bool low = fault.kind == FaultKind::kMinimum;
  const bool exclusive = low ? node.exclusive_minimum : node.exclusive_maximum;
  const std::string bound = number_text(low ? *node.minimum : *node.maximum);
  const std::string words = exclusive
                                ? (low ? "it must be greater than " : "it must be less than ")
                                : (low ? "the smallest allowed value is " : "the largest allowed value is ");
  return {&rules::kSchemaBounds, "; " + words + bound, ""};
}

Wording size_wording(const Fault& fault) {
  const SchemaNode& node = fault.node;
  switch (fault.kind) {
    case FaultKind::kMinLength:
      return {&rules::kSchemaLength,
              "; this release requires at least " + count_text(*node.min_length, "character"),
              fault.value.get_ref<const std::string&>().empty() ? "Fill in the value." : ""};
    case FaultKind::kMaxLength:
      return {&rules::kSchemaLength,
              "; this release allows at most " + count_text(*node.max_length, "character"), ""};
    case FaultKind::kMinItems:
      return {&rules::kSchemaOther,
              " with " + count_text(fault.value.size(), "item") + "; at least " +
                  std::to_string(*node.min_items) + " must be there",
              ""};
    case FaultKind::kMaxItems:
      return {&rules::kSchemaOther,
              " with " + count_text(fault.value.size(), "item") + "; at most " +
                  std::to_string(*node.max_items) + " are allowed",
              ""};
    case FaultKind::kMinProperties:
      return {&rules::kSchemaOther,
              "; at least " + count_text(*node.min_properties, "field") + " must be there", ""};
    default:
      return {&rules::kSchemaOther,
              "; at most " + count_text(*node.max_properties, "field") + " may be there", ""};
  }
}

Wording wording_of(const Fault& fault, const SourceText& source_text) {
  switch (fault.kind) {
    case FaultKind::kType:
      return {&rules::kSchemaType, "; this release expects " + expected_types(fault.node.types),
              type_remedy(fault, source_text)};
    case FaultKind::kEnum:
      return {&rules::kSchemaEnum, "; this release allows " + choices(fault.node.enum_values),
              enum_remedy(fault, source_text)};
    case FaultKind::kMinimum:
    case FaultKind::kMaximum:
    case FaultKind::kMultipleOf:
      return bounds_wording(fault);
    case FaultKind::kPattern:
      return {&rules::kSchemaPattern, "; this release expects the form " + fault.node.pattern,
              pattern_remedy(fault)};
    case FaultKind::kFormat:
      return {&rules::kSchemaOther, "; the CRD expects the format " + fault.node.format, ""};
    case FaultKind::kDuplicateItem:
      return {&rules::kSchemaOther, ", which stands in the list twice", "Remove the second one."};
    case FaultKind::kNotAnObject:
      return {&rules::kSchemaOther, "; entries of this list are objects", ""};
    case FaultKind::kFieldForbidden:
      return {&rules::kSchemaOther, ", but the CRD allows no such field", "Remove the field."};
    case FaultKind::kAnyOf:
      return {&rules::kSchemaOther, ", which fits none of the forms the CRD allows (anyOf)", ""};
    case FaultKind::kOneOf:
      return {&rules::kSchemaOther, ", which must fit exactly one of the forms the CRD allows (oneOf)", ""};
    case FaultKind::kNot:
      return {&rules::kSchemaOther, ", which the CRD rules out (not)", ""};
    default:
      return size_wording(fault);
  }
}

Violation missing_field(const Fault& fault, const Json& object) {
  const Json* written = base::find(object, fault.pointer);
  const bool null = written != nullptr && written->is_null();
  const std::string path = dotted_path(object, fault.pointer);
  std::string message = path + (null ? " is null, which counts as missing" : " is missing");
  message += "; this release requires it";
  if (fault.kind == FaultKind::kEmbeddedResource) {
    message = path + " must be a string that is not empty";
  }
  return {&rules::kSchemaRequired,    base::Severity::kError,
          std::string(fault.pointer), false,
          std::move(message),         (null ? "Give a value to " : "Add ") + path + "."};
}

}  // namespace

std::string quoting_remedy(const Json& value, std::string_view pointer, const SourceText& source_text) {
  const std::string read = value.is_number_float() ? number_text(value.get<double>()) : value.dump();
  const auto written = source_text ? source_text(pointer) : std::nullopt;
  if (written && *written != read) {
    const std::string word = shortened(*written);
    return "It is written " + word + ", which YAML 1.1 reads as " + describe_value(value) + "; quote it: \"" +
           word + "\"";
  }
  if (value.is_boolean() && !written) {
    return "Quote the value; YAML 1.1 reads unquoted words such as " +
           std::string(value.get<bool>() ? "on and yes as true" : "off and no as false") + ".";
  }
  return "Quote the value, so that it is a string: \"" + read + "\"";
}

Violation explain_fault(const Fault& found, const Json& object, const SourceText& source_text) {
  if (found.kind == FaultKind::kRequired || found.kind == FaultKind::kEmbeddedResource) {
    return missing_field(found, object);
  }
  // The walked value may be the server's view, e.g. a float for a large integer; users know their own.
  const Json* written = base::find(object, found.pointer);
  const Fault fault{found.kind, found.node, written == nullptr ? found.value : *written, found.pointer};
  Wording wording = wording_of(fault, source_text);
  if (wording.remedy.empty()) {
    wording.remedy = std::string(wording.rule->remedy);
  }
  const std::string path = dotted_path(object, fault.pointer);
  return {wording.rule,
          wording.rule->severity,
          std::string(fault.pointer),
          fault.kind == FaultKind::kFieldForbidden,
          (path.empty() ? "the object" : path) + " is " + describe_value(fault.value) + wording.rest,
          std::move(wording.remedy)};
}

}  // namespace nsmkit::validate
