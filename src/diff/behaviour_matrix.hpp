#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>

#include "diff/behaviour.hpp"
#include "diff/behaviour_compare.hpp"

namespace nsmkit::diff {

/// Collects what is known of each source and destination, in any order.
class MatrixMaker {
 public:
  /// The same pair may come more than once; what is said of it adds up.
  void add(const std::string& source, const std::string& destination, const std::array<bool, 2>& allowed,
           const RouteChanges& changes);

  /// All that was added, sorted.
  [[nodiscard]] AccessMatrix made() const;

 private:
  std::map<std::pair<std::string, std::string>, AccessCell> cells_;
};

}  // namespace nsmkit::diff
