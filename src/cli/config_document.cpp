#include "cli/config_document.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "cli/common_options.hpp"

namespace nsmkit::cli {

namespace {

std::string_view type_name(const Json& value) {
  return value.is_object()    ? "a mapping"
         : value.is_array()   ? "a list"
         : value.is_number()  ? "a number"
         : value.is_boolean() ? "true or false"
         : value.is_null()    ? "empty"
                              : "text";
}

// The key, in quotes, or "an entry of 'disable'".
std::string subject(const std::string& pointer) {
  std::string token, before;
  for (base::PointerTokens tokens(pointer); tokens.next(token);) {
    if (token.find_first_not_of("0123456789") == std::string::npos) {
      return "an entry of '" + before + "'";
    }
    before = token;
  }
  return "'" + before + "'";
}

std::string did_you_mean(std::string_view text, std::initializer_list<std::string_view> known) {
  const auto meant = base::nearest(text, std::vector<std::string_view>(known));
  return meant ? "; did you mean '" + std::string(*meant) + "'?" : "";
}

std::string joined(std::initializer_list<std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    text.append(text.empty() ? "" : ", ").append(word);
  }
  return text;
}

}  // namespace

ConfigDocument::ConfigDocument(const io::FileSystem& files, std::string file) : file_(std::move(file)) {
  yaml::Recheck read = yaml::recheck(io::read_file(files, file_));
  if (read.problem) {
    usage_error(place(read.problem->position) + read.problem->message);
  }
  if (read.documents.size() > 1) {
    usage_error(place(read.documents[1].places[""].value) + "only one document is expected here");
  }
  if (!read.documents.empty()) {
    document_ = std::move(read.documents.front());
  }
  if (document_.value.is_null()) {
    document_.value = Json::object();
  }
}

std::string ConfigDocument::place(base::Position position) const {
  return file_ + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": ";
}

const Json* ConfigDocument::find(std::string_view pointer) const {
  const Json* value = base::find(document_.value, pointer);
  return value == nullptr || value->is_null() ? nullptr : value;
}

base::Position ConfigDocument::position(const std::string& pointer) const {
  const auto found = document_.places.find(pointer);
  return found == document_.places.end() ? base::Position{1, 1} : found->second.value;
}

void ConfigDocument::fail(const std::string& pointer, const std::string& message) const {
  usage_error(place(position(pointer)) + message);
}

void ConfigDocument::fail_at_key(const std::string& pointer, const std::string& message) const {
  const auto found = document_.places.find(pointer);
  const bool has_key = found != document_.places.end() && found->second.key.line != 0;
  usage_error(place(has_key ? found->second.key : position(pointer)) + message);
}

void ConfigDocument::check_keys(const std::string& pointer,
                                std::initializer_list<std::string_view> known) const {
  const Json* value = base::find(document_.value, pointer);
  if (value == nullptr || !value->is_object()) {
    fail(pointer, "a mapping is expected here");
  }
  for (const auto& [key, member] : value->items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      std::string at = pointer;
      base::append_token(at, key);
      fail_at_key(at, "unknown key '" + key + "'" + did_you_mean(key, known));
    }
  }
}

std::optional<std::string> ConfigDocument::text(const std::string& pointer) const {
  const Json* value = base::find(document_.value, pointer);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_string()) {
    const bool quotable = value->is_number() || value->is_boolean();
    fail(pointer, subject(pointer) + " has to be text, and this is " + std::string(type_name(*value)) +
                      (quotable ? "; put it in quotes" : ""));
  }
  if (value->get_ref<const std::string&>().empty()) {
    fail(pointer, subject(pointer) + " must not be empty");
  }
  return value->get<std::string>();
}

std::optional<std::string> ConfigDocument::choice(const std::string& pointer,
                                                  std::initializer_list<std::string_view> choices) const {
  const auto value = text(pointer);
  if (value && std::find(choices.begin(), choices.end(), *value) == choices.end()) {
    fail(pointer, "'" + *value + "' is none of " + joined(choices) + did_you_mean(*value, choices));
  }
  return value;
}

std::optional<bool> ConfigDocument::flag(const std::string& pointer) const {
  const Json* value = base::find(document_.value, pointer);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_boolean()) {
    fail(pointer, subject(pointer) + " has to be true or false");
  }
  return value->get<bool>();
}

std::vector<std::string> ConfigDocument::items(const std::string& pointer) const {
  const Json* value = find(pointer);
  if (value == nullptr) {
    return {};
  }
  if (!value->is_array()) {
    fail(pointer, subject(pointer) + " has to be a list");
  }
  std::vector<std::string> pointers;
  for (std::size_t i = 0; i < value->size(); ++i) {
    pointers.push_back(pointer + "/" + std::to_string(i));
  }
  return pointers;
}

}  // namespace nsmkit::cli
