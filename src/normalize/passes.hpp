#pragma once

#include "model/resource.hpp"
#include "normalize/normalize.hpp"

namespace nsmkit::normalize {

/// The passes in the order in which they run; each takes out one kind of thing and records it.
void strip_server_fields(model::Resource& resource, const Options& options, Outcome& outcome);
void strip_last_applied(model::Resource& resource, const Options& options, Outcome& outcome);
void settle_ownership(model::Resource& resource, const Options& options, Outcome& outcome);

/// Takes the member `name` out of the object at `pointer`, if it is there.
bool remove_member(Json& object, std::string_view pointer, std::string_view name, Outcome& outcome);

}  // namespace nsmkit::normalize
