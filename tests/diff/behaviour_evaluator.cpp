#include "tests/diff/behaviour_evaluator.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <numeric>
#include <set>

namespace nsmkit::diff {

namespace {

bool matches(const std::string& pattern, const std::string& text, bool at_begin) {
  static std::map<std::tuple<std::string, std::string, bool>, bool> known;
  const auto [found, added] = known.try_emplace({pattern, text, at_begin});
  if (added) {
    int error = 0;
    std::size_t offset = 0;
    const std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code(
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                      at_begin ? PCRE2_ANCHORED : 0, &error, &offset, nullptr),
        &pcre2_code_free);
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
        pcre2_match_data_create(4, nullptr), &pcre2_match_data_free);
    found->second = pcre2_match(code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                                data.get(), nullptr) >= 0;
  }
  return found->second;
}

bool fits(const Json& match, const Request& request) {
  if (request.method.empty()) {
    return false;
  }
  const Json methods = match.value("methods", Json::array());
  if (!methods.empty() && std::none_of(methods.begin(), methods.end(), [&](const Json& method) {
        return method == "*" || method == request.method;
      })) {
    return false;
  }
  if (!matches(match.value("pathRegex", ""), request.path, true)) {
    return false;
  }
  const Json headers = match.value("headers", Json::object());
  return std::all_of(headers.items().begin(), headers.items().end(), [&](const auto& item) {
    std::string name = item.key();
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto found = request.headers.find(name);
    return found != request.headers.end() &&
           matches(item.value().template get<std::string>(), found->second, false);
  });
}

/// Which requests fit; most matches come again in many cases, and there is one universe.
const std::vector<bool>& fitting(const Json& match, const std::vector<Request>& universe) {
  static std::map<std::string, std::vector<bool>> known;
  Json key = match;
  key.erase("name");
  const auto [found, added] = known.try_emplace(key.dump());
  if (added) {
    for (const Request& request : universe) {
      found->second.push_back(fits(match, request));
    }
  }
  return found->second;
}

const Json& spec_of(const Json& object) { return object.at("spec"); }

}  // namespace

std::vector<const Json*> Evaluator::of_kind(const std::string& kind) const {
  std::vector<const Json*> found;
  for (const Json& object : objects_) {
    if (object.at("kind") == kind) {
      found.push_back(&object);
    }
  }
  return found;
}

void Evaluator::add_matches(const Json& rule, Answers& answers) const {
  for (const Json* route : of_kind(rule.at("kind"))) {
    if (route->at("metadata").at("name") != rule.at("name")) {
      continue;
    }
    if (rule.at("kind") == "TCPRoute") {
      for (std::size_t i = 0; i < universe_.size(); ++i) {
        answers[i] = answers[i] || universe_[i].method.empty();
      }
      continue;
    }
    const Json names = rule.value("matches", Json::array());
    for (const Json& match : spec_of(*route).at("matches")) {
      const bool chosen =
          names.empty() || std::find(names.begin(), names.end(), match.at("name")) != names.end();
      const std::vector<bool>& fit = fitting(match, universe_);
      for (std::size_t i = 0; chosen && i < universe_.size(); ++i) {
        answers[i] = answers[i] || fit[i];
      }
    }
  }
}

Evaluator::Answers Evaluator::matching(const Json& rules) const {
  Answers answers(universe_.size(), false);
  for (const Json& rule : rules) {
    add_matches(rule, answers);
  }
  return answers;
}

Evaluator::Answers Evaluator::allowed(const std::string& source, const std::string& destination,
                                      int port) const {
  Answers answers(universe_.size(), false);
  bool guarded = false;
  for (const Json* target : of_kind("TrafficTarget")) {
    const Json& spec = spec_of(*target);
    if (spec.at("destination").at("name") != destination) {
      continue;
    }
    guarded = true;
    const Json& to = spec.at("destination");
    const Json& sources = spec.at("sources");
    const bool named = std::any_of(sources.begin(), sources.end(),
                                   [&source](const Json& one) { return one.at("name") == source; });
    if (named && (!to.contains("port") || to.at("port") == port)) {
      const Answers more = matching(spec.at("rules"));
      for (std::size_t i = 0; i < more.size(); ++i) {
        answers[i] = answers[i] || more[i];
      }
    }
  }
  return guarded || mode_ == "deny" ? answers : Answers(universe_.size(), true);
}

Evaluator::Outcomes Evaluator::spread(const std::string& service) const {
  std::vector<std::set<std::string>> met(universe_.size());
  for (const Json* split : of_kind("TrafficSplit")) {
    const Json& spec = spec_of(*split);
    if (spec.at("service") != service) {
      continue;
    }
    std::map<std::string, int> weights;
    int divisor = 0;
    for (const Json& backend : spec.at("backends")) {
      weights[backend.at("service")] += backend.at("weight").get<int>();
    }
    for (const auto& [name, weight] : weights) {
      divisor = std::gcd(divisor, weight);
    }
    std::string text = divisor == 0 ? "nothing" + Json(weights).dump() : "";
    for (const auto& [name, weight] : weights) {
      text += divisor != 0 && weight != 0 ? name + "=" + std::to_string(weight / divisor) + " " : "";
    }
    const Answers applies =
        spec.contains("matches") ? matching(spec.at("matches")) : Answers(universe_.size(), true);
    for (std::size_t i = 0; i < universe_.size(); ++i) {
      if (applies[i]) {
        met[i].insert(text);
      }
    }
  }
  Outcomes outcomes;
  for (const auto& one : met) {
    outcomes.push_back(Json(one).dump());
  }
  return outcomes;
}

Evaluator::Outcomes Evaluator::limited(const std::string& source, const std::string& destination) const {
  std::vector<const Json*> own;
  std::vector<const Json*> defaults;
  for (const Json* limit : of_kind("RateLimit")) {
    const Json& spec = spec_of(*limit);
    if (spec.at("destination").at("name") != destination) {
      continue;
    }
    const Json sources = spec.value("sources", Json::array());
    if (sources.empty()) {
      defaults.push_back(limit);
    } else if (std::any_of(sources.begin(), sources.end(),
                           [&source](const Json& one) { return one.at("name") == source; })) {
      own.push_back(limit);
    }
  }
  std::vector<std::set<std::string>> met(universe_.size());
  for (const Json* limit : own.empty() ? defaults : own) {
    const Json& spec = spec_of(*limit);
    const std::string rate = spec.at("rate");
    const double count =
        std::max<double>(1, static_cast<double>(spec.value("sources", Json::array()).size()));
    const double a_minute = std::stod(rate) * (rate.back() == 's' ? 60 : 1) / count;
    const int burst = spec.value("burst", 0);
    // How long the excess waits: everything above `delay` requests does, up to the burst.
    const Json delay = spec.value("delay", Json(0));
    const int from = delay.is_string() ? burst : std::min(delay.get<int>(), burst);
    const std::string text =
        std::to_string(a_minute) + " burst " + std::to_string(burst) + " waits from " + std::to_string(from);
    const Answers applies =
        spec.contains("rules") ? matching(spec.at("rules")) : Answers(universe_.size(), true);
    for (std::size_t i = 0; i < universe_.size(); ++i) {
      if (applies[i]) {
        met[i].insert(text);
      }
    }
  }
  Outcomes outcomes;
  for (const auto& one : met) {
    outcomes.push_back(Json(one).dump());
  }
  return outcomes;
}

}  // namespace nsmkit::diff
