#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/finding.hpp"
#include "meshconfig/carrier.hpp"
#include "meshconfig/deploy_values.hpp"
#include "releases/deploy_flags.hpp"

namespace nsmkit::meshconfig {

/// A flag as it was written, with the value that belongs to it.
struct UsedFlag {
  const releases::DeployFlag* flag = nullptr;
  base::Location place;
  std::string value;
  bool has_value = false;    ///< a switch may have none
  bool is_expanded = false;  ///< the shell fills in the value, or part of it
};

/// A finding about a flag: `path` is that of the setting, dotted; empty: none.
[[nodiscard]] base::Finding flag_finding(const base::RuleInfo& rule, std::string message,
                                         const base::Location& place, const std::string& path);

/// Writes what flags say into the settings of a carrier, in the layout of the Helm values.
class DeploySettings {
 public:
  /// `release` is the one that is deployed; null: not known.
  DeploySettings(Carrier& carrier, const releases::Release* release, std::vector<base::Finding>& findings)
      : carrier_(carrier), release_(release), findings_(findings) {}

  void apply(const UsedFlag& used);

  /// To be called after the last flag.
  void finish();

 private:
  [[nodiscard]] const std::string& path_of(const UsedFlag& used) const;
  void report(const base::RuleInfo& rule, const UsedFlag& used, std::string message);
  void refuse(const UsedFlag& used, const ValueFault& fault);
  void note_use(const UsedFlag& used);
  void set(const UsedFlag& used, Json value);
  void set_read(const UsedFlag& used, const std::variant<Json, ValueFault>& read);
  void set_switch(const UsedFlag& used);
  void add_names(const UsedFlag& used);
  void set_exporter(const UsedFlag& used);

  Carrier& carrier_;
  const releases::Release* release_;
  std::vector<base::Finding>& findings_;
  bool has_exporter_ = false;
  std::set<std::string, std::less<>> seen_;
  std::map<std::string, Json> names_;  ///< collected so far, by path
};

}  // namespace nsmkit::meshconfig
