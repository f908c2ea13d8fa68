#pragma once

#include "convert/work.hpp"

namespace nsmkit::convert {

/// The conversions, one file each; convert.cpp lists the order in which they run. Each changes what it knows,
/// and leaves objects of another shape to the ones that follow.
void correct_group(Work& work);
void split_shape(Work& work);
void split_matches(Work& work);
void split_weights(Work& work);
void flagger_split(Work& work);
void target_shape(Work& work);
void target_port(Work& work);
void target_subjects(Work& work);
void target_rules(Work& work);
void target_namespaces(Work& work);
void target_copies(Work& work);
void route_group_shape(Work& work);
void route_headers(Work& work);
void tcp_route(Work& work);
void identity_binding(Work& work);
void rate_limit(Work& work);
void served_version(Work& work);
void unknown_keys(Work& work);
void target_fit(Work& work);
void clean_metadata(Work& work);

}  // namespace nsmkit::convert
