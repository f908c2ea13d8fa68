#pragma once

#include <cstddef>
#include <cstdint>

namespace nsmkit::yaml {

/// Bounds on one text. Kubernetes' own reader stops at 10,000 levels; the others keep a hostile file
/// from taking the machine's memory.
struct Limits {
  std::uint64_t max_bytes = std::uint64_t{1} << 30U;  ///< of one file
  std::uint32_t max_depth = 10'000;                   ///< levels of nesting
  std::size_t max_document_bytes = std::size_t{1}
                                   << 29U;  ///< of text held at once: a document, or one item of a long List
  std::uint64_t max_nesting_work = std::uint64_t{1} << 28U;  ///< sum of the depths of all nodes
};

}  // namespace nsmkit::yaml
