#include "validate/flagger.hpp"

#include "base/pointer.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate::flagger {

namespace {

bool is_canary(const Json& owner) {
  return text_at(owner, "/kind") == "Canary" && text_at(owner, "/apiVersion").starts_with("flagger.app/");
}

bool has_backends_of(const Json& backends, const Canary& canary) {
  if (backends.size() != 2) {
    return false;
  }
  const std::string_view first = text_at(backends[0], "/service");
  const std::string_view second = text_at(backends[1], "/service");
  const std::string canary_service = canary.canary_service();
  const std::string primary_service = canary.primary_service();
  return (first == canary_service && second == primary_service) ||
         (first == primary_service && second == canary_service);
}

}  // namespace

std::optional<Canary> canary_of(const model::Resource& resource) {
  if (resource.ref.kind != "TrafficSplit") {
    return std::nullopt;
  }
  Canary canary{resource.ref.name, resource.ref.name, false};
  for (const Json& owner : list_at(resource.object, "/metadata/ownerReferences")) {
    if (is_canary(owner)) {
      canary.name = text_at(owner, "/name");
      canary.by_owner = true;
      return canary;
    }
  }
  return has_backends_of(list_at(resource.object, "/spec/backends"), canary) ? std::optional(canary)
                                                                             : std::nullopt;
}

std::optional<Share> canary_share(const model::Resource& split, const Canary& canary) {
  const Json& backends = list_at(split.object, "/spec/backends");
  const std::string service = canary.canary_service();
  for (std::size_t index = 0; index < backends.size(); ++index) {
    const std::int64_t weight = integer_at(backends[index], "/weight").value_or(0);
    if (weight > 0 && text_at(backends[index], "/service") == service) {
      return Share{index, weight};
    }
  }
  return std::nullopt;
}

std::optional<Difference> difference_from_written(const model::Resource& split, const Canary& canary) {
  if (base::find(split.object, "/spec/matches") != nullptr) {
    return Difference{"/spec/matches", "the split has matches, which Flagger never writes"};
  }
  const Json& backends = list_at(split.object, "/spec/backends");
  if (!has_backends_of(backends, canary)) {
    return Difference{"/spec/backends", "the backends are not the two that Flagger writes"};
  }
  if (text_at(backends[0], "/service") != canary.canary_service()) {
    return Difference{"/spec/backends",
                      "the backends stand in another order than Flagger writes, the canary first"};
  }
  return std::nullopt;
}

}  // namespace nsmkit::validate::flagger
