#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::diff {

/// A request as the mesh sees it. Without a method it is a connection that is not HTTP.
struct Request {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;
};

/// A second, plain reading of the policies: every request is looked at by itself, patterns are run by PCRE2.
/// It shares no code with what it checks.
class Evaluator {
 public:
  Evaluator(const std::vector<Json>& objects, std::string mode, const std::vector<Request>& universe)
      : objects_(objects), mode_(std::move(mode)), universe_(universe) {}

  using Answers = std::vector<bool>;  ///< one for each request of the universe
  using Outcomes = std::vector<std::string>;

  /// Whether the source may send each request to the destination's port. Names are those of ServiceAccounts.
  [[nodiscard]] Answers allowed(const std::string& source, const std::string& destination, int port) const;

  /// How each request to the Service is spread.
  [[nodiscard]] Outcomes spread(const std::string& service) const;

  /// Which limits each request meets.
  [[nodiscard]] Outcomes limited(const std::string& source, const std::string& destination) const;

 private:
  void add_matches(const Json& rule, Answers& answers) const;
  [[nodiscard]] Answers matching(const Json& rules) const;
  [[nodiscard]] std::vector<const Json*> of_kind(const std::string& kind) const;

  const std::vector<Json>& objects_;
  std::string mode_;
  const std::vector<Request>& universe_;
};

}  // namespace nsmkit::diff
