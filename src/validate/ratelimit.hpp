#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/resource.hpp"

namespace nsmkit::validate::ratelimit {

/// A destination or source of a RateLimit. The views live as long as the object.
struct Subject {
  std::string_view kind;
  std::string_view name_space;  ///< the RateLimit's own where none is written
  std::string_view name;
};

/// The destination; its name is empty when there is none.
[[nodiscard]] Subject destination_of(const model::Resource& limit);

/// The sources in their order; none means that the limit is the default for its destination.
[[nodiscard]] std::vector<Subject> sources_of(const model::Resource& limit);

/// "Deployment shop/catalog"
[[nodiscard]] std::string text(const Subject& subject);

}  // namespace nsmkit::validate::ratelimit
