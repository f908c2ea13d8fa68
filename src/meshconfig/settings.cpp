#include "meshconfig/settings.hpp"

#include <algorithm>
#include <set>

#include "base/json_text.hpp"
#include "base/pointer.hpp"
#include "meshconfig/migrate_rules.hpp"
#include "meshconfig/secrets.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::ConfigField;

// Deeper than any setting: what stands below is taken as one value.
constexpr unsigned kMaxDepth = 16;

constexpr std::string_view kDisable = "/disableAutoInjection";

// Parts of mesh-config.json that the chart computes, and a MeshConfig's own.
bool is_computed(Layout layout, std::string_view pointer) {
  if (layout == Layout::kResource) return pointer == "/spec/meshConfigClassName";
  const auto& parts = releases::mesh_config_only_fields();
  return std::any_of(parts.begin(), parts.end(), [pointer](const releases::MeshConfigOnlyField& part) {
    return is_within(pointer, part.pointer);
  });
}

class SettingsReader {
 public:
  SettingsReader(const Carrier& carrier, const Json& settings, std::vector<base::Finding>& findings)
      : carrier_(carrier), settings_(settings), findings_(findings) {}

  Settings read() {
    switch (carrier_.layout) {
      case Layout::kValues:
        flatten(settings_, "", 0);
        break;
      case Layout::kMeshConfigV1:
        read_fields([](const ConfigField& field) { return field.mesh_config; });
        not_carried(settings_, "", 0);
        break;
      case Layout::kMeshConfigV2:
        read_fields([](const ConfigField& field) { return std::vector<std::string>{field.static_config}; });
        break;
      case Layout::kResource:
        read_fields([](const ConfigField& field) { return std::vector<std::string>{field.resource}; });
        not_carried_below("/spec");
        break;
      case Layout::kObject:
        break;
    }
    return std::move(result_);
  }

 private:
  void flatten(const Json& value, const std::string& pointer, unsigned depth) {
    // A secret written as an object (the key file of a registry is JSON) stays one value.
    const bool is_whole = depth >= kMaxDepth || is_secret(Layout::kValues, pointer);
    if (value.is_object() && (!value.empty() || pointer.empty()) && !is_whole) {
      for (const auto& member : value.items()) {
        std::string below = pointer;
        base::append_token(below, member.key());
        flatten(member.value(), below, depth + 1);
      }
    } else if (!value.is_null() && !pointer.empty()) {
      record(pointer, pointer, value, field_at(pointer));
    }
  }

  template <typename PointersOf>
  void read_fields(PointersOf pointers_of) {
    for (const ConfigField& field : releases::config_fields()) {
      const std::string place = releases::pointer_of(field.path);
      const std::vector<std::string> pointers = pointers_of(field);
      known_.insert(pointers.begin(), pointers.end());
      // Images are made of the registry and the tag; they are looked at elsewhere.
      if (carrier_.layout == Layout::kMeshConfigV1 && field.path.starts_with("registry.")) {
        continue;
      }
      for (const std::string& pointer : pointers) {
        const Json* value = pointer.empty() ? nullptr : base::find(settings_, pointer);
        if (value != nullptr && read_field(field, place, pointer, *value)) {
          break;
        }
      }
    }
  }

  // Containers are known by their members; an empty telemetry says that there is none.
  bool read_field(const ConfigField& field, const std::string& place, const std::string& pointer,
                  const Json& value) {
    if (value.is_null()) return false;
    if (field.type == "object") {
      if (!value.is_object() || (value.empty() && field.path == "telemetry")) {
        record(place, pointer, value, &field);
      }
      return true;
    }
    const bool turn = carrier_.layout == Layout::kMeshConfigV1 && field.negated && value.is_boolean();
    record(place, pointer, turn ? Json(!value.get<bool>()) : value, &field);
    return true;
  }

  void record(const std::string& place, const std::string& pointer, const Json& value,
              const ConfigField* field) {
    Setting setting{value, carrier_.place(pointer), &carrier_, rank_of(carrier_), {}};
    if (field != nullptr && field->type == "object" && !value.is_object()) {
      findings_.push_back(finding_of(
          kSettingNotCarried, place, setting,
          field->path + " is " + value.type_name() + " where a mapping of settings is read: it is left out"));
      return;
    }
    if (field != nullptr && field->type == "string") {
      make_text(place, pointer, setting);
    }
    const bool is_old = field != nullptr && !field->successor.empty();
    const std::string name = is_old ? releases::pointer_of(field->successor) : place;
    const bool below_spec = carrier_.layout == Layout::kResource && pointer.starts_with("/spec/");
    const std::string written = dotted(below_spec ? pointer.substr(5) : pointer);
    setting.written_as = written == dotted(name) ? "" : written;
    if (setting.value.is_array() && name.ends_with("Namespaces")) {
      split_names(setting.value);
    }
    keep(name, std::move(setting));
  }

  // Two names of one switch: injection is off when either says so, and a list that has entries counts.
  void keep(const std::string& name, Setting setting) {
    const auto [found, is_new] = result_.try_emplace(name, setting);
    if (is_new) return;
    if (name == kDisable) {
      if (setting.value == true) found->second = std::move(setting);
    } else if (!setting.value.empty() && (found->second.value.empty() || setting.written_as.empty())) {
      found->second = std::move(setting);
    }
  }

  // `mode: off` reads as a boolean, `clientMaxBodySize: 8` as a number, where the chart wants text.
  void make_text(const std::string& place, const std::string& pointer, Setting& setting) {
    if (!setting.value.is_boolean() && !setting.value.is_number()) return;
    std::string text;
    if (carrier_.encoded_at.empty() && carrier_.layout == Layout::kValues) {
      text = std::string(carrier_.map.text(carrier_.settings_at + pointer).value_or(""));
    }
    if (text.empty()) {
      text = setting.value.is_number() ? base::json_text(setting.value)
                                       : (setting.value.get<bool>() ? "on" : "off");
    }
    const std::string was = shown_value(place, setting);
    setting.value = text;
    findings_.push_back(finding_of(kSettingConverted, place, setting,
                                   dotted(place) + " reads as " + was +
                                       ", which is no text: it is written as " +
                                       shown_value(place, setting)));
  }

  // The first releases wrote lists as [a b], which reads as one name.
  static void split_names(Json& list) {
    Json names = Json::array();
    for (const Json& item : list) {
      if (!item.is_string()) {
        names.push_back(item);
        continue;
      }
      const auto& text = item.get_ref<const std::string&>();
      for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \t\n", start), text.size());
        if (end > start) names.push_back(text.substr(start, end - start));
        start = end + 1;
      }
    }
    list = std::move(names);
  }

  void not_carried_below(const std::string& pointer) {
    if (const Json* value = base::find(settings_, pointer)) {
      not_carried(*value, pointer, 1);
    }
  }

  void not_carried(const Json& value, const std::string& pointer, unsigned depth) {
    if (value.is_null() || is_computed(carrier_.layout, pointer)) return;
    if (value.is_object() && depth < kMaxDepth && holds_known(pointer)) {
      for (const auto& member : value.items()) {
        std::string below = pointer;
        base::append_token(below, member.key());
        not_carried(member.value(), below, depth + 1);
      }
    } else if (!known_.contains(pointer) && !pointer.empty()) {
      report_unknown(pointer, value);
    }
  }

  [[nodiscard]] bool holds_known(const std::string& pointer) const {
    return pointer.empty() || std::any_of(known_.begin(), known_.end(), [&pointer](const std::string& known) {
             return is_within(known, pointer);
           });
  }

  void report_unknown(const std::string& pointer, const Json& value) {
    Setting setting{value, carrier_.place(pointer), &carrier_, rank_of(carrier_), {}};
    findings_.push_back(finding_of(kSettingNotCarried, pointer, setting,
                                   dotted(pointer) + " in " + display_name(carrier_) +
                                       " has no counterpart in the values: it is not carried over"));
  }

  const Carrier& carrier_;
  const Json& settings_;
  std::vector<base::Finding>& findings_;
  std::set<std::string> known_;
  Settings result_;
};

}  // namespace

Rank rank_of(const Carrier& carrier) {
  switch (carrier.layout) {
    case Layout::kMeshConfigV1:
    case Layout::kResource:
      return Rank::kRuntime;
    case Layout::kMeshConfigV2:
      return Rank::kInstalled;
    case Layout::kValues:
    case Layout::kObject:
      return Rank::kDeploy;
  }
  return Rank::kDeploy;
}

Settings read_settings(const Carrier& carrier, const Json& settings, std::vector<base::Finding>& findings) {
  return SettingsReader(carrier, settings, findings).read();
}

std::string dotted(std::string_view pointer) { return base::display_path(pointer, Json::object()); }

const ConfigField* field_at(std::string_view pointer) { return releases::config_field(dotted(pointer)); }

bool is_within(std::string_view pointer, std::string_view parent) {
  return pointer.starts_with(parent) && (pointer.size() == parent.size() || pointer[parent.size()] == '/');
}

void put(Json& object, std::string_view pointer, Json value) {
  base::PointerTokens tokens(pointer);
  Json* target = &object;
  std::string token;
  while (tokens.next(token)) {
    if (!target->is_object()) {
      *target = Json::object();
    }
    target = &(*target)[token];
  }
  *target = std::move(value);
}

std::string origin(const Setting& setting) {
  std::string text = setting.carrier != nullptr ? display_name(*setting.carrier) : std::string();
  if (!setting.where.file.empty()) {
    text += (text.empty() ? "" : ", ") + setting.where.file;
    if (setting.where.position.line != 0) {
      text += ":" + std::to_string(setting.where.position.line) + ":" +
              std::to_string(setting.where.position.column);
    }
  }
  return text;
}

std::string shown_value(std::string_view pointer, const Setting& setting) {
  return shown(Layout::kValues, pointer, setting.value);
}

base::Finding finding_of(const base::RuleInfo& rule, std::string_view pointer, const Setting& setting,
                         std::string message) {
  auto finding = base::make_finding(rule, std::move(message), setting.where);
  finding.path = dotted(pointer);
  if (setting.carrier != nullptr && !setting.carrier->ref.kind.empty()) {
    finding.resource = setting.carrier->ref;
  }
  return finding;
}

}  // namespace nsmkit::meshconfig
