#include "meshconfig/merge_settings.hpp"

#include <algorithm>
#include <set>

#include "base/pointer.hpp"
#include "meshconfig/migrate_rules.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::ConfigField;

constexpr std::string_view kTelemetry = "/telemetry";

// Names of namespaces stand in no order.
bool same(std::string_view pointer, const Json& a, const Json& b) {
  if (a.is_array() && b.is_array() && pointer.ends_with("Namespaces")) {
    return std::multiset<Json>(a.begin(), a.end()) == std::multiset<Json>(b.begin(), b.end());
  }
  return a == b;
}

bool is_nothing(const Json& value) {
  return value.is_null() || ((value.is_object() || value.is_array()) && value.empty()) ||
         (value.is_string() && value.get_ref<const std::string&>().empty());
}

class Merge {
 public:
  Merge(std::span<const CarrierSettings> all, const MigrateOptions& options,
        std::vector<base::Finding>& findings)
      : all_(all), options_(options), findings_(findings) {}

  Settings run() {
    gather(Rank::kInstalled, running_);
    Settings runtime;
    gather(Rank::kRuntime, runtime);
    // What the chart installed is older than what the mesh runs with.
    for (auto& [pointer, setting] : runtime) {
      running_.insert_or_assign(pointer, std::move(setting));
    }
    gather(Rank::kDeploy, deployed_);
    return_telemetry();
    combine();
    keep_old_defaults();
    return std::move(result_);
  }

 private:
  void gather(Rank rank, Settings& into) {
    for (const CarrierSettings& each : all_) {
      if (rank_of(*each.carrier) != rank || each.carrier->layout == Layout::kObject) {
        continue;
      }
      has_deployed_ = has_deployed_ || rank == Rank::kDeploy;
      for (const auto& [pointer, setting] : each.settings) {
        const auto [found, is_new] = into.try_emplace(pointer, setting);
        if (is_new) continue;
        if (!same(pointer, found->second.value, setting.value)) {
          contradict(pointer, found->second, setting);
        }
        found->second = setting;
      }
    }
  }

  void contradict(const std::string& pointer, const Setting& first, const Setting& second) {
    findings_.push_back(finding_of(kCarriersContradict, pointer, second,
                                   dotted(pointer) + " is " + shown_value(pointer, second) + " here and " +
                                       shown_value(pointer, first) + " in " + origin(first) +
                                       ": the later input wins"));
  }

  // A running `telemetry: {}` says that telemetry was taken out.
  void return_telemetry() {
    const auto none = running_.find(kTelemetry.data());
    if (none == running_.end()) return;
    const Setting removed = none->second;
    running_.erase(none);
    const bool runs_with_some = std::any_of(
        running_.begin(), running_.end(), [](const auto& each) { return is_within(each.first, kTelemetry); });
    std::vector<std::string> stored;
    for (const auto& [pointer, setting] : deployed_) {
      if (is_within(pointer, kTelemetry) && pointer != kTelemetry) stored.push_back(pointer);
    }
    if (stored.empty() || runs_with_some || removed.rank != Rank::kRuntime) return;
    const Setting& old = deployed_.at(stored.front());
    findings_.push_back(finding_of(kTelemetryReturns, kTelemetry, old,
                                   "telemetry is set here, but empty in " + origin(removed) +
                                       ": it is left out of the new values, and returns with the old ones"));
    for (const std::string& pointer : stored) {
      deployed_.erase(pointer);
    }
  }

  void combine() {
    result_ = deployed_;
    for (const auto& [pointer, setting] : running_) {
      const auto found = deployed_.find(pointer);
      if (found == deployed_.end()) {
        add_running(pointer, setting);
      } else if (!same(pointer, found->second.value, setting.value)) {
        drift(pointer, found->second, setting);
      }
    }
    drop_empty_parents();
  }

  // `telemetry: {}` in the values gives way to members that the mesh runs with.
  void drop_empty_parents() {
    for (auto it = result_.begin(); it != result_.end();) {
      const auto next = std::next(it);
      const bool gives_way = it->second.value.is_object() && it->second.value.empty() &&
                             next != result_.end() && next->first.starts_with(it->first + "/");
      it = gives_way ? result_.erase(it) : next;
    }
  }

  void drift(const std::string& pointer, const Setting& deployed, const Setting& running) {
    const ConfigField* field = field_at(pointer);
    const bool carried = running.rank == Rank::kRuntime && field != nullptr && field->runtime;
    const std::string runs = running.rank == Rank::kRuntime ? "runs with " : "was installed with ";
    findings_.push_back(finding_of(
        kRuntimeDrift, pointer, carried ? running : deployed,
        dotted(pointer) + ": the mesh " + runs + shown_value(pointer, running) + " (" + origin(running) +
            "), but is deployed with " + shown_value(pointer, deployed) + " (" + origin(deployed) +
            "): " + (carried ? "the running value is written" : "the deployed value is written")));
    if (carried) {
      result_[pointer] = running;
    }
  }

  void add_running(const std::string& pointer, const Setting& setting) {
    const ConfigField* field = field_at(pointer);
    if (field == nullptr) return;
    const Json was = default_of(options_.from, *field);
    const bool is_default = !was.is_null() ? same(pointer, was, setting.value) : is_nothing(setting.value);
    if (is_default) {
      keep_default(pointer, *field, setting);
      return;
    }
    result_[pointer] = setting;
    if (has_deployed_ && releases::reads(*options_.to, *field)) {
      report_running_only(pointer, setting);
    }
  }

  void keep_default(const std::string& pointer, const ConfigField& field, const Setting& setting) {
    const Json now = default_of(options_.to, field);
    if (field.chart_is_release || now.is_null() || same(pointer, now, setting.value) ||
        !releases::reads(*options_.to, field)) {
      return;
    }
    const Setting shown_now{now, {}, nullptr, Rank::kInstalled, {}};
    findings_.push_back(finding_of(kDefaultChanged, pointer, setting,
                                   field.path + " is left at its default " + shown_value(pointer, setting) +
                                       ", and the default of " + options_.to->version + " is " +
                                       shown_value(pointer, shown_now) + ": it is written"));
    result_[pointer] = setting;
  }

  // The members of one block are one cause.
  void report_running_only(const std::string& pointer, const Setting& setting) {
    std::string block = pointer;
    for (const char* each : {"/telemetry", "/tracing"}) {
      const bool deployed_part = std::any_of(deployed_.begin(), deployed_.end(), [each](const auto& one) {
        return is_within(one.first, each) && one.first != each;
      });
      if (is_within(pointer, each) && !deployed_part) block = each;
    }
    if (!reported_.insert(block).second) return;
    const bool installed = setting.rank == Rank::kInstalled;
    const std::string what = block == pointer ? dotted(pointer) + " is " + shown_value(pointer, setting)
                                              : dotted(block) + " is set";
    auto finding =
        finding_of(kRuntimeOnly, block, setting,
                   what + (installed ? " in the installed mesh (" : " at runtime (") + origin(setting) +
                       ") and not set in " + deployed_names() + ": the Helm path loses it");
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] std::string deployed_names() const {
    std::string names;
    for (const CarrierSettings& each : all_) {
      if (rank_of(*each.carrier) == Rank::kDeploy && each.carrier->layout != Layout::kObject) {
        const Setting whole{nullptr, each.carrier->location, each.carrier, Rank::kDeploy, {}};
        names += (names.empty() ? "" : "; ") + origin(whole);
      }
    }
    return names;
  }

  // A Helm release tells what its own chart had as defaults.
  void keep_old_defaults() {
    for (const CarrierSettings& each : all_) {
      if (!each.carrier->defaults.is_object()) continue;
      for (const ConfigField& field : releases::config_fields()) {
        const std::string pointer = releases::pointer_of(field.path);
        const Json* old = base::find(each.carrier->defaults, pointer);
        if (old == nullptr || old->is_null() || old->is_object() || result_.contains(pointer)) continue;
        keep_default(pointer, field,
                     Setting{*old, each.carrier->location, each.carrier, Rank::kInstalled, {}});
      }
    }
  }

  std::span<const CarrierSettings> all_;
  const MigrateOptions& options_;
  std::vector<base::Finding>& findings_;
  Settings running_;
  Settings deployed_;
  Settings result_;
  std::set<std::string> reported_;
  bool has_deployed_ = false;
};

}  // namespace

Json default_of(const releases::Release* release, const ConfigField& field) {
  return release != nullptr ? releases::chart_default(*release, field) : field.default_value;
}

Settings merge_settings(std::span<const CarrierSettings> all, const MigrateOptions& options,
                        std::vector<base::Finding>& findings) {
  return Merge(all, options, findings).run();
}

}  // namespace nsmkit::meshconfig
