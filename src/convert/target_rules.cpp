#include <set>

#include "convert/json_member.hpp"
#include "convert/steps.hpp"
#include "convert/target_layout.hpp"

namespace nsmkit::convert {

namespace {

/// The rules of one TrafficTarget. Until v1alpha2 the target has the port; from v1alpha3 on the TCPRoutes of
/// its rules have it, and it has to be brought back, or all ports would open.
class Rules {
 public:
  Rules(Work& work, Json& spec, Json& rules) : work_(work), spec_(spec), rules_(rules) {
    for (const Json& rule : rules) {
      const std::string kind = text_member(&rule, "kind");
      (kind == "TCPRoute" ? tcp_ : kind == "UDPRoute" ? udp_ : other_) += 1;
    }
  }

  void convert() {
    const TargetLayout layout = target_layout(work_.input());
    if (udp_ > 0 && udp_ == rules_.size()) {
      work_.impossible("/spec/rules",
                       "all rules name UDPRoutes, which " + work_.target().name + " does not have");
      return;
    }
    if (tcp_ > 0) {
      settle_ports(layout);
    }
    if (work_.is_impossible()) {
      return;
    }
    const bool mixed = tcp_ > 0 && other_ > 0 && layout == TargetLayout::kRoutePorts;
    tell_dropped(mixed);
    if (udp_ > 0) {
      drop("UDPRoute");
    }
    if (mixed && work_.options().tcp_rules == TcpRules::kDrop) {
      drop("TCPRoute");
    }
  }

 private:
  static std::string pointer(std::size_t i) { return "/spec/rules/" + std::to_string(i); }

  void settle_ports(TargetLayout layout) {
    const Json* own = member(member(&spec_, "destination"), "port");
    const bool strict = layout == TargetLayout::kRoutePorts;
    const Ports ports = collect(strict && own == nullptr, layout);
    if (work_.is_impossible()) {
      return;
    }
    if (own != nullptr) {
      check_own(*own, ports);
    } else if (!ports.all && ports.numbers.size() == 1) {
      spec_["destination"]["port"] = *ports.numbers.begin();
      work_.changed("the port of its TCPRoutes stands in the destination now");
    } else if (!ports.all && ports.numbers.size() > 1) {
      work_.copies().ports.assign(ports.numbers.begin(), ports.numbers.end());
    }
  }

  struct Ports {
    bool all = false;
    std::set<std::int64_t> numbers;
  };

  // With `strict`, every TCPRoute has to be known. Else only those count that are of a version with ports.
  Ports collect(bool strict, TargetLayout layout) {
    Ports ports;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if (text_member(&rules_[i], "kind") != "TCPRoute") {
        continue;
      }
      const std::string name = text_member(&rules_[i], "name");
      const RoutePorts found = work_.lookup().tcp_route_ports(work_.input().ref.name_space, name);
      const bool counts =
          layout == TargetLayout::kRoutePorts || is_newer_target(work_.input().ref) || found.declared;
      if (found.extent == RoutePorts::Extent::kUnknown && (strict || (counts && found.declared))) {
        work_.impossible(pointer(i), "the ports of TCPRoute " + name + " are unknown: " + found.problem +
                                         ". Without them the target would open every port");
        return ports;
      }
      if (!counts || found.extent != RoutePorts::Extent::kSome) {
        ports.all = true;
      }
      if (counts) {
        ports.numbers.insert(found.ports.begin(), found.ports.end());
      }
    }
    return ports;
  }

  // The port of a version that has none there was not in force: it must not open what the TCPRoutes keep
  // closed.
  void check_own(const Json& own, const Ports& ports) {
    if (!is_newer_target(work_.input().ref) || !own.is_number_integer()) {
      return;
    }
    if (!ports.all && ports.numbers.count(own.get<std::int64_t>()) == 0) {
      work_.impossible("/spec/destination/port",
                       "the port " + shown(own) + " is none of those that the TCPRoutes of the rules allow");
    }
  }

  void tell_dropped(bool mixed) {
    const bool keep = work_.options().tcp_rules == TcpRules::kKeep;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      const std::string kind = text_member(&rules_[i], "kind");
      if (kind == "UDPRoute") {
        work_.lossy(pointer(i), "the rule for UDPRoute " + text_member(&rules_[i], "name") +
                                    " is gone: " + work_.target().name + " has no UDPRoute");
      } else if (kind == "TCPRoute" && mixed && !keep) {
        work_.lossy(pointer(i),
                    "the rule for TCPRoute " + text_member(&rules_[i], "name") +
                        " is left out: it named the port of the HTTP rules, and would allow raw TCP now");
      } else if (kind == "TCPRoute" && mixed) {
        work_.doubt(pointer(i), "the rule for TCPRoute " + text_member(&rules_[i], "name") +
                                    " is kept, and allows raw TCP now");
      }
    }
  }

  void drop(std::string_view kind) {
    Json kept = Json::array();
    for (Json& rule : rules_) {
      if (text_member(&rule, "kind") != kind) {
        kept.push_back(std::move(rule));
      }
    }
    rules_ = std::move(kept);
    work_.changed(std::string(kind) + " rules left out");
  }

  Work& work_;
  Json& spec_;
  Json& rules_;
  std::size_t tcp_ = 0;
  std::size_t udp_ = 0;
  std::size_t other_ = 0;
};

}  // namespace

void target_rules(Work& work) {
  Json* spec = object_member(&work.object(), "spec");
  if (spec == nullptr || work.is_impossible()) {
    return;
  }
  const Json* port = member(member(spec, "destination"), "port");
  if (port != nullptr && is_newer_target(work.input().ref) &&
      target_layout(work.input()) == TargetLayout::kOwnPort) {
    work.mismatch("/spec/destination/port", "the destination has a port, as in v1alpha2");
  }
  // The newer versions demand both, so the older ones' reading of "none" was never meant.
  for (const char* name : {"rules", "sources"}) {
    if (target_layout(work.input()) == TargetLayout::kRoutePorts && is_empty(member(spec, name))) {
      work.impossible("/spec", "it has no " + std::string(name) +
                                   ", and what that allows is not defined in the target's version");
      return;
    }
  }
  Json* rules = list_member(spec, "rules");
  if (rules != nullptr && !rules->empty() && object_member(spec, "destination") != nullptr) {
    Rules(work, *spec, *rules).convert();
  }
}

}  // namespace nsmkit::convert
