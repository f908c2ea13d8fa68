#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "convert/convert.hpp"

namespace nsmkit::convert {

/// What is told of an object at a glance.
enum class Glance : std::uint8_t {
  kStays,              ///< convert() would leave it as it is and say nothing
  kStaysWithoutPorts,  ///< the same, unless a TCPRoute of the input is of a version that has ports
  kDoubt,              ///< convert() has to tell
};

/// Tells most objects of a backup that fits the target apart from those that need convert(), without a copy
/// and in one walk. Holds the target's schemas in a form made for that.
class AsIs {
 public:
  AsIs(const Target& target, const Options& options);
  ~AsIs();
  AsIs(const AsIs&) = delete;
  AsIs& operator=(const AsIs&) = delete;

  [[nodiscard]] Glance glance(const model::Resource& resource) const;

 private:
  struct Node;
  struct Kind;
  const Node* compile(const Json& schema);

  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<Kind> kinds_;
};

}  // namespace nsmkit::convert
