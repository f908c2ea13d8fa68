#include "meshconfig/migrate.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "meshconfig/fit_settings.hpp"
#include "meshconfig/merge_settings.hpp"
#include "meshconfig/migrate_rules.hpp"
#include "meshconfig/secrets.hpp"
#include "meshconfig/strip_tracing.hpp"
#include "meshconfig/to_command.hpp"
#include "meshconfig/to_resource.hpp"
#include "releases/deploy_flags.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr double kDefaultSamplerRatio = 0.01;
constexpr const char* kSampleRate = "/tracing/sampleRate";

bool is_filled(const Json& value) {
  return !value.is_null() && !(value.is_string() && value.get_ref<const std::string&>().empty());
}

// By its name, or by what it holds: a key block, an address with a password.
bool holds_secret(const std::string& pointer, const Json& value) {
  if (is_secret(Layout::kValues, pointer)) return true;
  Json alone = Json::object();
  put(alone, pointer, value);
  return masked(Layout::kValues, alone) != alone;
}

// Whether a flag of `nginx-meshctl deploy` reads the setting from a file.
bool names_file(const std::string& path) {
  const auto& flags = releases::deploy_flags();
  return std::any_of(flags.begin(), flags.end(), [&path](const releases::DeployFlag& flag) {
    return flag.form == releases::FlagForm::kFile && flag.path == path;
  });
}

class Migrator {
 public:
  Migrator(std::span<const Carrier> carriers, const MigrateOptions& options)
      : carriers_(carriers), options_(options) {}

  Migration run() {
    read();
    Settings settings = merge_settings(read_, options_, out_.findings);
    add_telemetry(settings);
    out_.namespaces = fit_injection(settings, carriers_, options_, out_.findings);
    fit_settings(settings, options_, out_.findings);
    report_sidecar_registry(carriers_, settings, options_, out_.findings);
    hide_secrets(settings);
    write(settings);
    report_upgrade_path(carriers_, options_, out_.findings);
    std::stable_sort(out_.findings.begin(), out_.findings.end(), base::report_order);
    return std::move(out_);
  }

 private:
  void read() {
    const StripOptions strip{options_.from, options_.to, options_.keep_opentracing, options_.otlp_host,
                             options_.otlp_port};
    for (const Carrier& carrier : carriers_) {
      if (is_outdated(carrier)) {
        report_outdated(carrier);
        continue;
      }
      if (carrier.layout == Layout::kObject) continue;
      Stripped stripped = reads_all_tracing() ? Stripped() : strip_tracing(carrier, strip);
      out_.findings.insert(out_.findings.end(), std::make_move_iterator(stripped.findings.begin()),
                           std::make_move_iterator(stripped.findings.end()));
      // Telemetry is written once, into the merged settings.
      stripped.insert.clear();
      if (!stripped.remove.empty()) note_removed(carrier);
      Settings settings =
          read_settings(carrier, meshconfig::apply(carrier.settings, stripped), out_.findings);
      drop_bundled(carrier, options_, settings, out_.findings);
      if (carrier.with_defaults) drop_defaults(settings);
      report_files(carrier);
      read_.push_back({&carrier, std::move(settings)});
    }
  }

  // A target that reads the switch traces by default: without it tracing would come back.
  [[nodiscard]] bool reads_all_tracing() const {
    const auto* disable = releases::config_field("tracing.disable");
    return disable != nullptr && releases::reads(*options_.to, *disable);
  }

  // A revision of a Helm release that a later one, also given, took the place of.
  [[nodiscard]] bool is_outdated(const Carrier& carrier) const {
    const auto is_current = [](const Carrier& each) {
      return each.kind == CarrierKind::kHelmRelease && each.status == "deployed";
    };
    return carrier.kind == CarrierKind::kHelmRelease && !carrier.status.empty() && !is_current(carrier) &&
           std::any_of(carriers_.begin(), carriers_.end(), is_current);
  }

  void report_outdated(const Carrier& carrier) {
    const Setting whole{nullptr, carrier.location, &carrier, Rank::kDeploy, {}};
    auto finding = finding_of(
        kCarriersContradict, "", whole,
        display_name(carrier) + " is " + carrier.status + ": the values of the deployed revision are used");
    finding.severity = base::Severity::kInfo;
    finding.remedy = "Nothing is to be done; it may be left out of the inputs.";
    out_.findings.push_back(std::move(finding));
  }

  // `helm get values --all` does not tell the user's settings from the chart's.
  void drop_defaults(Settings& settings) const {
    std::erase_if(settings, [this](const auto& each) {
      const auto* field = field_at(each.first);
      if (field == nullptr) return false;
      const Json was = default_of(options_.from, *field);
      return !was.is_null() && each.second.value == was && was == default_of(options_.to, *field);
    });
  }

  // Flags that name a file tell nothing of what it holds.
  void report_files(const Carrier& carrier) {
    for (std::size_t i = 0; i < carrier.flag_paths.size() && i < carrier.flag_places.size(); ++i) {
      const std::string pointer = releases::pointer_of(carrier.flag_paths[i]);
      if (base::find(carrier.settings, pointer) != nullptr || !names_file(carrier.flag_paths[i])) continue;
      const Setting file{nullptr, carrier.flag_places[i], &carrier, Rank::kDeploy, {}};
      auto finding =
          finding_of(kSettingNotCarried, pointer, file,
                     carrier.flag_paths[i] + " is read from a file, which is not among the inputs");
      finding.remedy =
          "Put the content of the file into the values, or name the file to nginx-meshctl again.";
      out_.findings.push_back(std::move(finding));
    }
  }

  // The sample rate of tracing that was in use; the running mesh knows it better.
  void note_removed(const Carrier& carrier) {
    std::vector<base::Finding> ignored;
    const Settings all = read_settings(carrier, carrier.settings, ignored);
    const auto in_use = [](const auto& each) {
      return each.first.starts_with("/tracing/") && each.first != "/tracing/disable";
    };
    const auto disable = all.find("/tracing/disable");
    const bool is_off = disable != all.end() && disable->second.value == true;
    if (is_off || !std::any_of(all.begin(), all.end(), in_use)) return;
    tracing_removed_ = true;
    const auto rate = all.find(kSampleRate);
    if (rate != all.end() && rate->second.value.is_number() && rank_of(carrier) >= rate_rank_) {
      rate_ = rate->second.value;
      rate_rank_ = rank_of(carrier);
    }
  }

  void add_telemetry(Settings& settings) {
    const bool is_set = settings.contains("/telemetry/exporters/otlp/host");
    if (!tracing_removed_ || is_set || options_.otlp_host.empty() ||
        !releases::reads_telemetry(*options_.to)) {
      return;
    }
    settings.erase("/telemetry");
    settings["/telemetry/exporters/otlp/host"].value = options_.otlp_host;
    settings["/telemetry/exporters/otlp/port"].value = options_.otlp_port;
    settings["/telemetry/samplerRatio"].value = rate_;
  }

  void hide_secrets(Settings& settings) {
    if (options_.include_secrets) return;
    for (auto& [pointer, setting] : settings) {
      if (!is_filled(setting.value) || !holds_secret(pointer, setting.value)) continue;
      const std::string path = dotted(pointer);
      setting.value = placeholder(path);
      out_.secrets.push_back(path);
      out_.findings.push_back(finding_of(kSecretLeftOut, pointer, setting,
                                         path + " is a secret: a placeholder is written in its place"));
    }
    std::sort(out_.secrets.begin(), out_.secrets.end());
  }

  void write(const Settings& settings) {
    out_.values = to_values(settings);
    out_.arguments = to_command(settings, options_, out_.findings);
    out_.mesh_config = to_resource(settings, carriers_, options_);
    std::vector<base::Finding> reported_by_command;
    if (auto authority = to_upstream_ca(settings, reported_by_command)) {
      out_.upstream_ca_conf = std::move(authority->config);
      out_.upstream_ca_files = std::move(authority->files);
    }
  }

  std::span<const Carrier> carriers_;
  const MigrateOptions& options_;
  std::vector<CarrierSettings> read_;
  Migration out_;
  bool tracing_removed_ = false;
  Json rate_ = kDefaultSamplerRatio;
  Rank rate_rank_ = Rank::kInstalled;
};

}  // namespace

Migration migrate(std::span<const Carrier> carriers, const MigrateOptions& options) {
  return Migrator(carriers, options).run();
}

}  // namespace nsmkit::meshconfig
