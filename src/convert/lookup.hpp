#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/resource_set.hpp"

namespace nsmkit::convert {

/// Pods of one workload: their labels and the service account that they run as.
struct Workload {
  const Json* labels = nullptr;  ///< null: none
  std::string account;
};

/// The ports that the TCPRoutes of one name allow.
struct RoutePorts {
  enum class Extent : std::uint8_t {
    kUnknown,  ///< no such TCPRoute in the input, or one that cannot be read
    kAll,
    kSome,
  };
  Extent extent = Extent::kUnknown;
  std::set<std::int64_t> ports;
  std::string problem;    ///< why unknown
  bool declared = false;  ///< the TCPRoute is of a version that has ports
};

/// Whether an object of this kind and version is a TCPRoute that holds ports.
[[nodiscard]] bool has_route_ports(const base::ResourceRef& ref);

/// What conversions of one object ask about the others. Holds pointers into the set.
class Lookup {
 public:
  explicit Lookup(const model::ResourceSet& resources);

  [[nodiscard]] RoutePorts tcp_route_ports(std::string_view name_space, std::string_view name) const;

  /// HTTPRouteGroups of that name, in any version.
  [[nodiscard]] std::vector<const Json*> route_groups(std::string_view name_space,
                                                      std::string_view name) const;

  /// IdentityBindings of that name; more than one where the input holds it twice.
  [[nodiscard]] std::vector<const model::Resource*> bindings(std::string_view name_space,
                                                             std::string_view name) const;

  /// Whether the ports of a TCPRoute get into a TrafficTarget of the input that names it in its rules.
  [[nodiscard]] bool carries_ports(const base::ResourceRef& tcp_route) const;

  /// Pods, Deployments and the like of a namespace.
  [[nodiscard]] std::span<const Workload> workloads(std::string_view name_space) const;

  /// Takes a name for a TrafficTarget made from `source`; false when another object has it.
  [[nodiscard]] bool claim(const base::ResourceRef& source, const std::string& name);

 private:
  using Id = std::pair<std::string, std::string>;  ///< namespace and name
  void add_target(const model::Resource& resource);

  const model::ResourceSet& resources_;
  std::map<std::string, std::vector<Workload>, std::less<>> workloads_;
  std::set<Id> named_tcp_routes_;        ///< by any TrafficTarget
  std::set<Id> named_by_newer_targets_;  ///< by those that have no port of their own
  std::map<Id, Id> target_names_;        ///< name → the object it stands for or was made from
};

}  // namespace nsmkit::convert
