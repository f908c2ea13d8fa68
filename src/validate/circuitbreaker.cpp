#include "validate/circuitbreaker.hpp"

#include "validate/spec.hpp"

namespace nsmkit::validate::circuitbreaker {

Destination destination_of(const model::Resource& breaker) {
  const std::string_view name_space = text_at(breaker.object, "/spec/destination/namespace");
  return {name_space.empty() ? std::string_view(breaker.ref.name_space) : name_space,
          text_at(breaker.object, "/spec/destination/name")};
}

std::optional<Fallback> fallback_of(const model::Resource& breaker) {
  const std::string_view service = text_at(breaker.object, "/spec/fallback/service");
  const auto slash = service.find('/');
  if (slash == std::string_view::npos) {
    return service.empty() ? std::nullopt : std::optional(Fallback{"default", service, false});
  }
  return Fallback{service.substr(0, slash), service.substr(slash + 1), true};
}

}  // namespace nsmkit::validate::circuitbreaker
