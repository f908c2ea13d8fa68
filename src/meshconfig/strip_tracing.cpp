#include "meshconfig/strip_tracing.hpp"

#include <algorithm>
#include <functional>

#include "base/json_text.hpp"
#include "base/pointer.hpp"
#include "meshconfig/secrets.hpp"
#include "meshconfig/strip_rules.hpp"
#include "releases/annotations.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr const char* kTracing = "/tracing";
constexpr const char* kTelemetry = "/telemetry";
constexpr double kUsualRatio = 0.01;  // v2.0.0:pkg/apis/mesh/types.go

bool is_filled(const Json* value) { return value != nullptr && value->is_object() && !value->empty(); }

/// The settings of one carrier in Helm's layout or that of mesh-config.json; both hold `tracing` and
/// `telemetry` at the top.
class Stripper {
 public:
  Stripper(const Carrier& carrier, const StripOptions& options)
      : carrier_(carrier),
        options_(options),
        tracing_(base::find(carrier.settings, kTracing)),
        telemetry_(base::find(carrier.settings, kTelemetry)) {}

  Stripped run() {
    check_exclusion();
    if (tracing_ == nullptr) {
      return std::move(out_);
    }
    if (removes_all() || (is_disabled() && !reads_switch())) {
      remove_all();
    } else {
      remove_unread();
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool removes_all() const {
    const releases::Release& to = *options_.to;
    return !releases::reads_opentracing(to) ||
           (releases::guide_removes_opentracing(options_.from, to) && !options_.keep_opentracing);
  }

  // Without the switch, releases up to 1.4.1 trace by default.
  [[nodiscard]] bool reads_switch() const {
    const releases::ConfigField* disable = releases::config_field("tracing.disable");
    return disable != nullptr && releases::reads(*options_.to, *disable);
  }

  // Release 1.4 and older switch tracing off in two ways: values say `disable`, mesh-config.json `isEnabled`.
  [[nodiscard]] bool is_disabled() const {
    const Json* off = base::find(*tracing_, "/disable");
    const Json* on = base::find(*tracing_, "/isEnabled");
    return (off != nullptr && *off == true) || (on != nullptr && *on == false);
  }

  void report(const base::RuleInfo& rule, const std::string& pointer, std::string message,
              std::string remedy = {}) {
    base::Finding finding = base::make_finding(rule, std::move(message), carrier_.key_place(pointer));
    if (!remedy.empty()) {
      finding.remedy = std::move(remedy);
    }
    if (!carrier_.ref.kind.empty()) {
      finding.resource = carrier_.ref;
    }
    finding.pointer = pointer;
    finding.path = base::display_path(pointer, carrier_.settings);
    out_.findings.push_back(std::move(finding));
  }

  void check_exclusion() {
    const releases::Release& to = *options_.to;
    const bool now = options_.from != nullptr && releases::excludes_tracing_beside_telemetry(*options_.from);
    const bool then = releases::excludes_tracing_beside_telemetry(to);
    if (!is_filled(tracing_) || !is_filled(telemetry_) || !(now || then)) {
      return;
    }
    const bool goes = removes_all();
    report(kTracingBesideTelemetry, kTracing,
           "tracing and telemetry are both set; release " + (then ? to : *options_.from).version +
               " takes one of them",
           goes ? "Nothing to do: tracing is removed." : "");
    if (goes) {
      out_.findings.back().severity = base::Severity::kInfo;
    }
  }

  // Each setting by itself: the user sees what goes.
  void report_removed(const std::string& pointer, const Json& value) {
    if (value.is_object() && !value.empty()) {
      for (const auto& member : value.items()) {
        std::string below = pointer;
        base::append_token(below, member.key());
        report_removed(below, member.value());
      }
      return;
    }
    report(kTracingRemoved, pointer,
           base::display_path(pointer, carrier_.settings) + " is removed; it was " +
               shown(carrier_.layout, pointer, value));
    if (value.empty() || is_disabled()) {
      out_.findings.back().severity = base::Severity::kInfo;
    }
  }

  void remove_all() {
    const std::size_t first = out_.findings.size();
    report_removed(kTracing, *tracing_);
    const std::size_t end = out_.findings.size();
    // A release that reads mesh-config.json expects an empty object where nothing is set.
    const bool keeps_object =
        carrier_.layout == Layout::kMeshConfigV1 && !releases::has_mesh_config_resource(*options_.to);
    if (!keeps_object || !tracing_->is_object()) {
      out_.remove.emplace_back(kTracing);
    } else {
      for (const auto& member : tracing_->items()) {
        std::string pointer = kTracing;
        base::append_token(pointer, member.key());
        out_.remove.push_back(std::move(pointer));
      }
    }
    if (is_filled(tracing_) && !is_disabled()) {
      replace();
    }
    for (std::size_t i = first; i < end; ++i) {
      settle_remedy(out_.findings[i]);
    }
  }

  void settle_remedy(base::Finding& finding) const {
    if (!out_.insert.empty()) {
      finding.remedy = "Nothing to do: telemetry is written in its place.";
    } else if (has_exporter()) {
      finding.remedy = "Nothing to do: telemetry has an exporter.";
    } else if (finding.severity == base::Severity::kInfo) {
      finding.remedy = "Nothing to do: it set nothing.";
    }
  }

  void remove_unread() {
    for (const releases::ConfigField& field : releases::config_fields()) {
      if (field.tracing != releases::Tracing::kOpenTracing || releases::reads(*options_.to, field)) {
        continue;
      }
      std::vector<std::string> pointers = field.mesh_config;
      if (carrier_.layout == Layout::kValues) {
        pointers = {releases::pointer_of(field.path)};
      }
      for (const std::string& pointer : pointers) {
        if (const Json* value = base::find(carrier_.settings, pointer)) {
          report_removed(pointer, *value);
          out_.remove.push_back(pointer);
        }
      }
    }
    if (is_filled(tracing_)) {
      report(kTracingKept, kTracing, "release " + options_.to->version + " still reads tracing; it stays");
    }
  }

  [[nodiscard]] bool has_exporter() const {
    const Json* host = base::find(carrier_.settings, "/telemetry/exporters/otlp/host");
    return host != nullptr && host->is_string() && !host->get_ref<const std::string&>().empty();
  }

  [[nodiscard]] Json sampler_ratio() const {
    const Json* set = base::find(carrier_.settings, "/telemetry/samplerRatio");
    const Json* rate = base::find(*tracing_, "/sampleRate");
    return set != nullptr && set->is_number()     ? *set
           : rate != nullptr && rate->is_number() ? *rate
                                                  : Json(kUsualRatio);
  }

  void replace() {
    if (has_exporter() || !releases::reads_telemetry(*options_.to)) {
      return;
    }
    const std::string ratio = base::json_text(sampler_ratio());
    const std::string port = std::to_string(options_.otlp_port);
    if (options_.otlp_host.empty()) {
      report(kNoExporter, kTracing,
             "no OpenTelemetry exporter is configured in place of the tracing that is removed",
             "Deploy a collector outside the mesh, then set telemetry.samplerRatio to " + ratio +
                 ", telemetry.exporters.otlp.host to its Service and telemetry.exporters.otlp.port to " +
                 port + ": add --otlp-host HOST to this command.");
      return;
    }
    const Json exporters{{"otlp", {{"host", options_.otlp_host}, {"port", options_.otlp_port}}}};
    if (!is_filled(telemetry_)) {
      if (telemetry_ != nullptr) {
        out_.remove.emplace_back(kTelemetry);
      }
      out_.insert.push_back({"",
                             "telemetry",
                             {{"samplerRatio", sampler_ratio()}, {"exporters", exporters}},
                             telemetry_ != nullptr ? "telemetry" : "tracing"});
    } else {
      add_to_telemetry("samplerRatio", sampler_ratio());
      add_to_telemetry("exporters", exporters);
    }
    report(kTelemetryWritten, kTracing,
           "telemetry goes to " + options_.otlp_host + ":" + port + ", a share of " + ratio +
               " of the requests");
  }

  void add_to_telemetry(const std::string& key, const Json& value) {
    const std::string pointer = std::string(kTelemetry) + "/" + key;
    const Json* there = base::find(carrier_.settings, pointer);
    if (there != nullptr && *there == value) {
      return;
    }
    if (there != nullptr) {
      out_.remove.push_back(pointer);
    }
    out_.insert.push_back({kTelemetry, key, value, key});
  }

  const Carrier& carrier_;
  const StripOptions& options_;
  const Json* tracing_;
  const Json* telemetry_;
  Stripped out_;
};

Stripped strip_annotation(const Carrier& carrier, const StripOptions& options) {
  Stripped out;
  const releases::Mark& mark = releases::mark("tracing-enabled-annotation");
  const std::string pointer = releases::pointer_to(mark, carrier.template_at);
  const Json* value = base::find(carrier.settings, pointer);
  if (value == nullptr || releases::state_in(mark, *options.to) != releases::MarkState::kRemoved) {
    return out;
  }
  // A map that this leaves empty goes, too.
  const std::string annotations = pointer.substr(0, pointer.rfind('/'));
  out.remove.push_back(base::find(carrier.settings, annotations)->size() == 1 ? annotations : pointer);
  base::Finding finding = base::make_finding(
      kTracingRemoved,
      "the annotation " + mark.key + " is removed; it was " + shown(carrier.layout, pointer, *value),
      carrier.key_place(pointer));
  finding.remedy = "Nothing to do: " + mark.ignored.find("")->second + ".";
  finding.resource = carrier.ref;
  finding.pointer = pointer;
  finding.path = base::display_path(pointer, carrier.settings);
  out.findings.push_back(std::move(finding));
  return out;
}

Json* find_mutable(Json& value, std::string_view pointer) {
  return const_cast<Json*>(base::find(value, pointer));  // NOLINT: `value` is no constant
}

void erase(Json& settings, const std::string& pointer) {
  const auto slash = pointer.rfind('/');
  Json* parent = find_mutable(settings, std::string_view(pointer).substr(0, slash));
  if (parent != nullptr && parent->is_object()) {
    std::string token;
    base::PointerTokens(std::string_view(pointer).substr(slash)).next(token);
    parent->erase(token);
  }
}

}  // namespace

Stripped strip_tracing(const Carrier& carrier, const StripOptions& options) {
  switch (carrier.layout) {
    case Layout::kValues:
    case Layout::kMeshConfigV1:
      return Stripper(carrier, options).run();
    case Layout::kObject:
      return strip_annotation(carrier, options);
    case Layout::kMeshConfigV2:
    case Layout::kResource:
      return {};  // they never held any
  }
  return {};
}

Json apply(const Json& settings, const Stripped& stripped) {
  Json result = settings;
  for (const std::string& pointer : stripped.remove) {
    erase(result, pointer);
  }
  for (const yaml::Insertion& insertion : stripped.insert) {
    if (Json* parent = find_mutable(result, insertion.parent); parent != nullptr && parent->is_object()) {
      (*parent)[insertion.key] = insertion.value;
    }
  }
  return result;
}

}  // namespace nsmkit::meshconfig
