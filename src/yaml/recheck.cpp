#include "yaml/recheck.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/pointer.hpp"
#include "base/utf8.hpp"
#include "yaml/scalar.hpp"

namespace nsmkit::yaml {

namespace {

constexpr std::size_t kMaxNodes = 1'000'000;
constexpr std::size_t kMaxDepth = 400;

// yaml-cpp 0.7 turns the escapes \N and \_ into the bytes 85 and A0 instead of U+0085 and U+00A0. As the
// text was UTF-8 before, such a byte on its own comes from nowhere else.
std::string repaired(const std::string& scalar) {
  std::string out;
  for (std::size_t at = 0; at < scalar.size();) {
    const std::size_t length = base::utf8_length(std::string_view(scalar).substr(at));
    if (length == 0) {
      base::append_utf8(out, static_cast<unsigned char>(scalar[at]));
    }
    out.append(scalar, at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

/// Turns yaml-cpp's nodes into values.
class Converter {
 public:
  explicit Converter(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      lines_.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  RecheckedDocument document(const YAML::Node& root) {
    RecheckedDocument document;
    document_ = &document;
    document.places[""].value = position(root.Mark());
    document.value = convert(root, "", 0);
    return document;
  }

  // yaml-cpp counts from 0, and columns in bytes.
  [[nodiscard]] base::Position position(const YAML::Mark& mark) const {
    if (mark.is_null() || mark.line < 0 || static_cast<std::size_t>(mark.line) >= lines_.size()) {
      return {1, 1};
    }
    const std::string_view line = lines_[static_cast<std::size_t>(mark.line)];
    const std::size_t column = base::code_points(line.substr(0, static_cast<std::size_t>(mark.column)));
    return {static_cast<std::uint32_t>(mark.line) + 1, static_cast<std::uint32_t>(column) + 1};
  }

 private:
  [[noreturn]] void refuse(const YAML::Node& node, const std::string& message) const {
    throw RecheckProblem{position(node.Mark()), message};
  }

  Json convert(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
    if (++nodes_ > kMaxNodes || depth > kMaxDepth) {
      refuse(node, "the document is too large or too deep, or an alias refers to itself");
    }
    switch (node.Type()) {
      case YAML::NodeType::Sequence:
        return sequence(node, pointer, depth);
      case YAML::NodeType::Map:
        return mapping(node, pointer, depth);
      case YAML::NodeType::Scalar:
        return scalar(node).value;
      default:
        return nullptr;
    }
  }

  Json sequence(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
    Json list = Json::array();
    for (const YAML::Node& item : node) {
      const std::string at = pointer + "/" + std::to_string(list.size());
      document_->places[at].value = position(item.Mark());
      list.push_back(convert(item, at, depth + 1));
    }
    return list;
  }

  Json mapping(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
    Json object = Json::object();
    for (const auto& member : node) {
      const std::string key = key_of(member.first);
      if (object.contains(key)) {
        refuse(member.first, "the key '" + key + "' stands twice");
      }
      std::string at = pointer;
      base::append_token(at, key);
      document_->places[at] = {position(member.first.Mark()), position(member.second.Mark())};
      object[key] = convert(member.second, at, depth + 1);
    }
    return object;
  }

  [[nodiscard]] std::string key_of(const YAML::Node& node) const {
    if (!node.IsScalar()) {
      refuse(node, "a key has to be a word");
    }
    if (node.Tag() == "?" && node.Scalar() == "<<") {
      refuse(node, "merge keys are not read here");
    }
    const auto key = key_text(scalar(node));
    if (!key) {
      refuse(node, "'" + node.Scalar() + "' cannot be a key; put it in quotes");
    }
    return *key;
  }

  // yaml-cpp's tag of a quoted scalar is "!", of a plain one "?".
  [[nodiscard]] Scalar scalar(const YAML::Node& node) const {
    if (node.Tag() == "!") {
      return {ScalarType::kString, repaired(node.Scalar())};
    }
    const auto resolved = resolve_scalar(node.Tag() == "?" ? "" : node.Tag(), repaired(node.Scalar()));
    if (!resolved) {
      refuse(node, "'" + node.Scalar() + "' does not fit its tag " + node.Tag());
    }
    if (resolved->value.is_number_float() && !std::isfinite(resolved->value.get<double>())) {
      refuse(node, "'" + node.Scalar() + "' is no number that JSON can hold");
    }
    return *resolved;
  }

  std::vector<std::string_view> lines_;
  RecheckedDocument* document_ = nullptr;
  std::size_t nodes_ = 0;
};

}  // namespace

Recheck recheck(std::string_view text) {
  Converter converter(text);
  Recheck result;
  std::string valid(text);
  base::replace_invalid_utf8(valid);
  if (valid != text) {
    result.problem = RecheckProblem{{1, 1}, "the text is not UTF-8"};
    return result;
  }
  try {
    for (const YAML::Node& root : YAML::LoadAll(std::string(text))) {
      result.documents.push_back(converter.document(root));
    }
  } catch (const RecheckProblem& problem) {
    result.problem = problem;
  } catch (const YAML::Exception& error) {
    result.problem = RecheckProblem{converter.position(error.mark), error.msg};
  }
  return result;
}

}  // namespace nsmkit::yaml
