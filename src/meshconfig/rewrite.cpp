#include "meshconfig/rewrite.hpp"

#include <optional>

#include "base/base64.hpp"
#include "base/pointer.hpp"

namespace nsmkit::meshconfig {

namespace {

using Result = std::variant<std::string, yaml::EditFault>;

/// Pointer to the carrier's document in the document of the file: an item, where that is a List.
std::string document_at(const Carrier& carrier) {
  return carrier.location.item ? "/items/" + std::to_string(*carrier.location.item) : std::string();
}

yaml::Edit moved_below(const CarrierEdit& edit, const std::string& parent) {
  yaml::Edit moved;
  moved.document = edit.carrier->location.document.value_or(0);
  for (const std::string& pointer : edit.remove) {
    moved.remove.push_back(parent + pointer);
  }
  for (const yaml::Insertion& insertion : edit.insert) {
    moved.insert.push_back(insertion);
    moved.insert.back().parent = parent + insertion.parent;
  }
  return moved;
}

// Files of binaryData are base64 in the ConfigMap, those of data are not.
Result edit_encoded(const CarrierEdit& edit, yaml::Edit& outer) {
  const Carrier& carrier = *edit.carrier;
  const Json* text = base::find(carrier.document, carrier.encoded_at);
  const bool is_base64 = carrier.encoded_at.starts_with("/binaryData/");
  const auto content = text == nullptr || !text->is_string() ? std::nullopt
                       : is_base64 ? base::decode_base64(text->get_ref<const std::string&>())
                                   : std::optional(text->get<std::string>());
  if (!content) {
    return yaml::EditFault{"the text at " + carrier.encoded_at + " cannot be decoded",
                           carrier.location.position};
  }
  yaml::Edit inner = moved_below(edit, "");
  inner.document = 0;
  Result edited = yaml::edit(*content, {inner});
  if (auto* fault = std::get_if<yaml::EditFault>(&edited)) {
    // Positions inside the decoded text mean nothing to the user.
    fault->position = carrier.place("").position;
    return edited;
  }
  const std::string& result = std::get<std::string>(edited);
  const auto slash = carrier.encoded_at.rfind('/');
  std::string key;
  base::PointerTokens(std::string_view(carrier.encoded_at).substr(slash)).next(key);
  outer.remove.push_back(document_at(carrier) + carrier.encoded_at);
  outer.insert.push_back({document_at(carrier) + carrier.encoded_at.substr(0, slash), key,
                          Json(is_base64 ? base::encode_base64(result) : result), key});
  return std::string();
}

}  // namespace

Result rewrite(std::string_view text, std::span<const CarrierEdit> edits) {
  std::vector<yaml::Edit> changes;
  for (const CarrierEdit& edit : edits) {
    if (edit.remove.empty() && edit.insert.empty()) {
      continue;
    }
    if (edit.carrier->encoded_at.empty()) {
      changes.push_back(moved_below(edit, document_at(*edit.carrier) + edit.carrier->settings_at));
      continue;
    }
    yaml::Edit outer;
    outer.document = edit.carrier->location.document.value_or(0);
    const Result inner = edit_encoded(edit, outer);
    if (std::holds_alternative<yaml::EditFault>(inner)) {
      return inner;
    }
    changes.push_back(std::move(outer));
  }
  return changes.empty() ? Result(std::string(text)) : yaml::edit(text, changes);
}

}  // namespace nsmkit::meshconfig
