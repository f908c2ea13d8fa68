#include "checklist/graph_words.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/json_text.hpp"
#include "base/pointer.hpp"

namespace nsmkit::checklist {

namespace {

constexpr std::size_t kMostJoined = 8;

std::string plain(const Json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number() || value.is_boolean() ? base::json_text(value) : "";
}

// "Deployment ml/reports"
std::string subject_words(const Json& subject, std::string_view own_namespace) {
  const std::string_view name_space = text_at(subject, "/namespace");
  std::string words(text_at(subject, "/kind"));
  words.append(words.empty() ? "" : " ").append(name_space.empty() ? own_namespace : name_space);
  return words.append("/").append(text_at(subject, "/name"));
}

std::string tenths(double percent) {
  const long long value = std::llround(percent * 10);
  std::string text = std::to_string(value / 10);
  if (value % 10 != 0) {
    text.append(".").append(std::to_string(value % 10));
  }
  return text;
}

// Nothing where some weight is no number from 0.
std::optional<double> sum_of_weights(const Json& backends) {
  double sum = 0;
  for (const Json& backend : backends) {
    const Json* weight = base::find(backend, "/weight");
    if (weight == nullptr || !weight->is_number() || weight->get<double>() < 0) {
      return std::nullopt;
    }
    sum += weight->get<double>();
  }
  return sum > 0 && std::isfinite(sum) ? std::optional(sum) : std::nullopt;
}

}  // namespace

std::string_view text_at(const Json& object, std::string_view pointer) {
  const Json* value = base::find(object, pointer);
  return value != nullptr && value->is_string() ? value->get_ref<const std::string&>() : std::string_view();
}

const Json& list_at(const Json& object, std::string_view pointer) {
  static const Json kNone = Json::array();
  const Json* value = base::find(object, pointer);
  return value != nullptr && value->is_array() ? *value : kNone;
}

std::string value_at(const Json& object, std::string_view pointer) {
  const Json* value = base::find(object, pointer);
  return value == nullptr ? "" : plain(*value);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (std::size_t i = 0; i < std::min(texts.size(), kMostJoined); ++i) {
    out.append(out.empty() ? "" : ", ").append(texts[i]);
  }
  if (texts.size() > kMostJoined) {
    out.append(" and ").append(std::to_string(texts.size() - kMostJoined)).append(" more");
  }
  return out;
}

std::vector<std::string> route_words(const Json& rules) {
  std::vector<std::string> words;
  for (const Json& rule : rules) {
    const std::string_view kind = text_at(rule, "/kind");
    std::string text(text_at(rule, "/name"));
    if (text.empty()) {
      continue;
    }
    if (!kind.empty() && kind != "HTTPRouteGroup") {
      text.append(" (").append(kind).append(")");
    }
    std::vector<std::string> matches;
    for (const Json& match : list_at(rule, "/matches")) {
      matches.push_back(plain(match));
    }
    words.push_back(matches.empty() ? text : text + ": " + joined(matches));
  }
  return words;
}

std::vector<std::string> share_words(const Json& backends) {
  const std::optional<double> sum = sum_of_weights(backends);
  std::vector<std::string> words;
  for (const Json& backend : backends) {
    if (sum) {
      words.push_back(tenths(base::find(backend, "/weight")->get<double>() / *sum * 100) + " %");
    } else {
      const std::string weight = value_at(backend, "/weight");
      words.push_back(weight.empty() ? "no weight" : "weight " + weight);
    }
  }
  return words;
}

std::string limit_words(const Json& spec, std::string_view own_namespace) {
  std::string words = value_at(spec, "/rate");
  if (words.empty()) {
    words = "no rate";
  }
  if (const std::string burst = value_at(spec, "/burst"); !burst.empty()) {
    words.append(", burst ").append(burst);
  }
  if (const std::string delay = value_at(spec, "/delay"); !delay.empty()) {
    words.append(delay == "nodelay" ? ", without delay" : ", delay " + delay);
  }
  std::vector<std::string> sources;
  for (const Json& source : list_at(spec, "/sources")) {
    sources.push_back(subject_words(source, own_namespace));
  }
  words.append(sources.empty() ? ", for all callers" : ", for " + joined(sources));
  const std::vector<std::string> routes = route_words(list_at(spec, "/rules"));
  return routes.empty() ? words : words + ", on " + joined(routes);
}

std::string breaker_words(const Json& spec) {
  const std::string errors = value_at(spec, "/errors");
  const std::string seconds = value_at(spec, "/timeoutSeconds");
  return "opens after " + (errors.empty() ? "an unknown number of" : errors) +
         (errors == "1" ? " error" : " errors") + (seconds.empty() ? "" : " within " + seconds + " s");
}

}  // namespace nsmkit::checklist
