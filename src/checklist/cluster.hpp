#pragma once

#include <vector>

#include "checklist/conditions.hpp"

namespace nsmkit::checklist {

/// The hop with the versions of the cluster that both its releases run on.
[[nodiscard]] Hop make_hop(const releases::Release& from, const releases::Release& to,
                           releases::Platform platform);

/// Which versions of the cluster fit the hop, in a sentence or two.
[[nodiscard]] std::string window_text(const Situation& situation);

/// What the hops of a plan ask of the cluster, in words.
[[nodiscard]] std::string cluster_needs(const std::vector<Hop>& hops, Method method,
                                        releases::Platform platform);

/// Findings on --kubernetes: releases that the plan runs which do not support that version. Throws
/// base::Error (wrong usage) when the text is no version.
[[nodiscard]] std::vector<base::Finding> check_cluster(const std::string& kubernetes,
                                                       const std::vector<Hop>& hops);

}  // namespace nsmkit::checklist
