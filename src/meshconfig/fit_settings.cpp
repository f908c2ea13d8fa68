#include "meshconfig/fit_settings.hpp"

#include <algorithm>
#include <set>

#include "base/pointer.hpp"
#include "meshconfig/fitting_ttl.hpp"
#include "meshconfig/migrate_rules.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::ConfigField;
using releases::Release;

// A release brings its own Prometheus and tracer as long as it brings Grafana.
bool brings_monitoring(const Release& release) {
  const ConfigField* field = releases::config_field("deployGrafana");
  return field != nullptr && releases::reads(release, *field);
}

const std::string* text_of(const Settings& settings, const char* pointer) {
  const auto found = settings.find(pointer);
  return found != settings.end() && found->second.value.is_string()
             ? found->second.value.get_ptr<const std::string*>()
             : nullptr;
}

bool has_below(const Settings& settings, std::string_view block) {
  return std::any_of(settings.begin(), settings.end(), [block](const auto& each) {
    return is_within(each.first, block) && each.first != block;
  });
}

void erase_block(Settings& settings, std::string_view block) {
  std::erase_if(settings, [block](const auto& each) { return is_within(each.first, block); });
}

const Setting& first_of(const Settings& settings, std::string_view block) {
  return settings.lower_bound(std::string(block))->second;
}

// Text up to the first member that `settings` and no release share: the top of an unknown block.
std::string unknown_top(const std::string& pointer) {
  for (std::size_t end = pointer.find('/', 1); end != std::string::npos; end = pointer.find('/', end + 1)) {
    if (field_at(pointer.substr(0, end)) == nullptr) return pointer.substr(0, end);
  }
  return pointer;
}

class Fit {
 public:
  Fit(Settings& settings, const MigrateOptions& options, std::vector<base::Finding>& findings)
      : settings_(settings), options_(options), to_(*options.to), findings_(findings) {}

  void run() {
    fit_tracing();
    drop_unread();
    fit_ttl("/mtls/caTTL", TtlUnit::kHours);
    fit_ttl("/mtls/svidTTL", TtlUnit::kHoursOrMinutes);
    set_registry();
  }

 private:
  void report(const base::RuleInfo& rule, std::string_view pointer, const Setting& setting,
              std::string message) {
    findings_.push_back(finding_of(rule, pointer, setting, std::move(message)));
  }

  void fit_tracing() {
    if (!releases::reads_opentracing(to_) || !has_below(settings_, "/tracing")) return;
    const auto disable = settings_.find("/tracing/disable");
    const bool is_off = disable != settings_.end() && disable->second.value == true;
    const std::string* address = text_of(settings_, "/tracing/address");
    const Setting& first = first_of(settings_, "/tracing/");
    if (releases::excludes_tracing_beside_telemetry(to_) && has_below(settings_, "/telemetry")) {
      report(kSettingNotCarried, "/tracing", first,
             "tracing stands beside telemetry, which " + to_.version +
                 " does not take together: tracing is left out, as nginx-meshctl does");
    } else if (brings_monitoring(to_)) {
      return;
    } else if (is_off) {
      report(kSettingRetired, "/tracing", first,
             "tracing is switched off by tracing.disable, which " + to_.version +
                 " does not read: tracing is left out, which has the same effect");
    } else if (address == nullptr || address->empty()) {
      report(kBundledAddress, "/tracing", first,
             "tracing has no address and used the tracer of its release; " + to_.version +
                 " brings none: tracing is left out");
    } else {
      return;
    }
    erase_block(settings_, "/tracing");
  }

  void drop_unread() {
    std::set<std::string> unknown;
    for (auto it = settings_.begin(); it != settings_.end();) {
      const auto& [pointer, setting] = *it;
      const ConfigField* field = field_at(pointer);
      if (field == nullptr) {
        keep_unknown(pointer, setting, unknown);
      } else if (!releases::reads(to_, *field)) {
        retire(pointer, setting, *field);
        it = settings_.erase(it);
        continue;
      }
      ++it;
    }
  }

  void keep_unknown(const std::string& pointer, const Setting& setting, std::set<std::string>& seen) {
    const std::string top = unknown_top(pointer);
    if (seen.insert(top).second) {
      report(kUnknownSettingKept, top, setting,
             dotted(top) + " is read by no release: it is kept in the values, where Helm ignores it, and " +
                 "nginx-meshctl has no flag for it");
    }
  }

  void retire(const std::string& pointer, const Setting& setting, const ConfigField& field) {
    if (setting.value.is_object() && setting.value.empty()) return;
    const bool was_read = options_.from == nullptr || releases::reads(*options_.from, field);
    std::string message = field.path + " (" + shown_value(pointer, setting) + ") is not read by " +
                          to_.version + ": it is left out";
    if (!was_read && field.until.empty()) {
      message += "; it came with " + field.since;
    }
    auto finding = finding_of(kSettingRetired, pointer, setting, std::move(message));
    if (!field.replaced_by.empty()) {
      finding.remedy = "Use instead: " + field.replaced_by + ".";
    }
    findings_.push_back(std::move(finding));
  }

  // Whether the chart's schema binds the field to one number and one unit.
  [[nodiscard]] bool is_strict(const std::string& pointer) const {
    const Json* schema = releases::values_schema(to_);
    const Json* pattern =
        schema == nullptr
            ? nullptr
            : base::find(*schema, "/properties/mtls/properties" + pointer.substr(5) + "/pattern");
    return pattern != nullptr && pattern->is_string() &&
           pattern->get_ref<const std::string&>().starts_with('^');
  }

  void fit_ttl(const std::string& pointer, TtlUnit unit) {
    const auto found = settings_.find(pointer);
    if (found == settings_.end() || !found->second.value.is_string() || !is_strict(pointer)) return;
    if (!releases::wants_ca_ttl_in_hours(to_)) unit = TtlUnit::kHoursOrMinutes;
    Setting& setting = found->second;
    const std::string was = setting.value.get<std::string>();
    const auto fitting = fitting_ttl(was, unit);
    if (!fitting) {
      report(kTtlRefused, pointer, setting,
             dotted(pointer) + " is " + shown_value(pointer, setting) + ", which " + to_.version +
                 " refuses: it is kept as it is");
    } else if (*fitting != was) {
      const std::string old = shown_value(pointer, setting);
      setting.value = *fitting;
      report(kSettingConverted, pointer, setting,
             dotted(pointer) + " is " + old + ", which " + to_.version + " refuses: it is written as " +
                 shown_value(pointer, setting));
    }
  }

  void set_registry() {
    const std::string tag = options_.image_tag.empty() ? to_.version : options_.image_tag;
    const auto found = settings_.find("/registry/imageTag");
    if (found != settings_.end() && found->second.value != tag) {
      report(kImageTagReplaced, found->first, found->second,
             "registry.imageTag is " + shown_value(found->first, found->second) + ": it is written as \"" +
                 tag + "\", or the upgrade would keep the old images");
    }
    settings_["/registry/imageTag"].value = tag;
    if (!options_.registry_server.empty()) {
      settings_["/registry/server"].value = options_.registry_server;
    }
  }

  Settings& settings_;
  const MigrateOptions& options_;
  const Release& to_;
  std::vector<base::Finding>& findings_;
};

}  // namespace

void drop_bundled(const Carrier& carrier, const MigrateOptions& options, Settings& settings,
                  std::vector<base::Finding>& findings) {
  if (carrier.layout != Layout::kMeshConfigV1) return;
  if (options.from != nullptr && !brings_monitoring(*options.from)) return;
  const std::string& mesh = carrier.mesh_namespace.empty() ? options.mesh_namespace : carrier.mesh_namespace;
  const std::string host = "." + mesh + ".svc.cluster.local:";
  const auto report = [&](const char* pointer, const std::string& what) {
    if (brings_monitoring(*options.to)) return;
    findings.push_back(finding_of(kBundledAddress, pointer, settings.at(pointer),
                                  dotted(pointer) + " is " + shown_value(pointer, settings.at(pointer)) +
                                      ", the " + what + " of its release; " + options.to->version +
                                      " brings none: it is left out"));
  };
  const std::string* prometheus = text_of(settings, "/prometheusAddress");
  if (prometheus != nullptr && *prometheus == "prometheus" + host + "9090") {
    report("/prometheusAddress", "Prometheus");
    settings.erase("/prometheusAddress");
  }
  const std::string* tracer = text_of(settings, "/tracing/address");
  if (tracer != nullptr && (*tracer == "jaeger" + host + "6831" || *tracer == "zipkin" + host + "9411")) {
    report("/tracing/address", "tracer");
    if (brings_monitoring(*options.to)) {
      settings.erase("/tracing/address");
    } else {
      erase_block(settings, "/tracing");
    }
  }
}

void fit_settings(Settings& settings, const MigrateOptions& options, std::vector<base::Finding>& findings) {
  Fit(settings, options, findings).run();
}

}  // namespace nsmkit::meshconfig
