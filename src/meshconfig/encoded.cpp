#include "meshconfig/encoded.hpp"

#include <utility>
#include <variant>

#include "base/base64.hpp"
#include "base/byte_source.hpp"
#include "io/gzip.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::size_t kMaxText = std::size_t{64} << 20U;
constexpr std::uint32_t kMaxDepth = 500;  // a chart's values stay far below

yaml::Limits limits() {
  yaml::Limits limits;
  limits.max_bytes = kMaxText;
  limits.max_document_bytes = kMaxText;
  limits.max_depth = kMaxDepth;
  return limits;
}

Encoded fault(std::string text) { return {Json(), std::move(text)}; }

std::string describe(const yaml::Problem& problem) {
  if (problem.type == yaml::ProblemType::kLimit) return "is larger or deeper than nsmkit reads";
  if (problem.type == yaml::ProblemType::kCutOff) return "is cut off";
  const std::string line = std::to_string(problem.position.line);
  return "is neither JSON nor YAML (line " + line + " of the decoded text)";
}

const char* type_in_words(const Json& value) {
  if (value.is_null()) return "nothing";
  if (value.is_array()) return "a list";
  return value.is_string() ? "a string" : value.is_boolean() ? "a boolean" : "a number";
}

}  // namespace

Encoded read_object(std::string_view text) {
  if (text.size() > kMaxText) return fault("is larger than nsmkit reads");
  base::TextSource source(text);
  yaml::Reader reader(source, limits());
  auto element = reader.next();
  if (!element) return fault("is empty");
  if (element->problem) return fault(describe(*element->problem));
  if (element->type != yaml::ElementType::kDocument) return fault("is a list of objects");
  if (!element->value.is_object()) return fault(std::string("holds ") + type_in_words(element->value));
  if (const auto more = reader.next()) {
    return fault(more->problem ? describe(*more->problem) : "holds more than one document");
  }
  return {std::move(element->value), {}};
}

Encoded read_helm_storage(std::string_view text, bool wrapped) {
  if (text.size() > kMaxText) return fault("is larger than nsmkit reads");
  auto packed = base::decode_base64(text);
  if (packed && wrapped) {
    packed = base::decode_base64(*packed);
  }
  if (!packed) return fault(wrapped ? "is not base64 within base64" : "is not base64");
  if (!io::is_gzip(*packed)) return read_object(*packed);  // Helm 3 still reads releases stored without gzip
  auto unpacked = io::gunzip(*packed);
  if (const auto* wrong = std::get_if<io::GunzipFault>(&unpacked)) {
    return fault(std::string(io::to_string(*wrong)));
  }
  return read_object(std::get<std::string>(unpacked));
}

}  // namespace nsmkit::meshconfig
