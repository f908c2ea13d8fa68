#pragma once

#include <string_view>

namespace nsmkit::validate {

/// The kinds of a policy backup.
inline constexpr std::string_view kPolicyKinds[] = {"TrafficSplit", "TrafficTarget", "HTTPRouteGroup",
                                                    "TCPRoute",     "RateLimit",     "CircuitBreaker"};

/// Kinds that hold Pods or templates of Pods.
inline constexpr std::string_view kWorkloadKinds[] = {
    "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod"};

}  // namespace nsmkit::validate
