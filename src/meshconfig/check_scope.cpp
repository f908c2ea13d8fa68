#include "meshconfig/check_scope.hpp"

#include <algorithm>
#include <iterator>

#include "base/pointer.hpp"
#include "meshconfig/secrets.hpp"

namespace nsmkit::meshconfig {

const Json* CheckScope::at(std::string_view pointer) const { return base::find(settings(), pointer); }

std::optional<std::string_view> CheckScope::text(std::string_view pointer) const {
  const Json* value = at(pointer);
  return value != nullptr && value->is_string()
             ? std::optional<std::string_view>(value->get_ref<const std::string&>())
             : std::nullopt;
}

std::string CheckScope::pointer_of(std::string_view path) const {
  const releases::ConfigField* field = releases::config_field(path);
  switch (carrier_.layout) {
    case Layout::kValues:
      return releases::pointer_of(path);
    case Layout::kMeshConfigV1:
      if (field == nullptr || field->mesh_config.empty()) return "";
      for (const std::string& pointer : field->mesh_config) {
        if (at(pointer) != nullptr) return pointer;
      }
      return field->mesh_config.front();
    case Layout::kMeshConfigV2:
      return field == nullptr ? "" : field->static_config;
    case Layout::kResource:
      return field == nullptr ? "" : field->resource;
    case Layout::kObject:
      return "";
  }
  return "";
}

std::optional<CheckedSetting> CheckScope::setting(std::string_view path) const {
  std::string pointer = pointer_of(path);
  const Json* value = pointer.empty() ? nullptr : at(pointer);
  return value == nullptr ? std::nullopt : std::optional(CheckedSetting{std::move(pointer), value});
}

std::optional<std::string_view> CheckScope::setting_text(std::string_view path) const {
  const std::string pointer = pointer_of(path);
  return pointer.empty() ? std::nullopt : text(pointer);
}

bool CheckScope::is_read(std::string_view path) const {
  const releases::ConfigField* field = releases::config_field(path);
  return field != nullptr && releases::reads(to(), *field);
}

std::string CheckScope::path(std::string_view pointer) const {
  return base::display_path(pointer, settings());
}

std::string CheckScope::shown_at(std::string_view pointer) const {
  const Json* value = at(pointer);
  return value == nullptr ? "(none)" : shown(carrier_.layout, pointer, *value);
}

std::optional<std::string> CheckScope::written(std::string_view pointer) const {
  const bool own_text = carrier_.encoded_at.empty() && carrier_.kind != CarrierKind::kDeployCommand;
  if (!own_text || is_secret(carrier_.layout, pointer)) {
    return std::nullopt;
  }
  const auto text = carrier_.map.text(carrier_.settings_at + std::string(pointer));
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

base::Finding& CheckScope::add(const base::RuleInfo& rule, std::string_view pointer, base::Location place,
                               std::string message, std::string remedy) {
  base::Finding finding = base::make_finding(rule, std::move(message), std::move(place));
  if (!remedy.empty()) {
    finding.remedy = std::move(remedy);
  }
  if (!carrier_.ref.kind.empty()) {
    finding.resource = carrier_.ref;
  }
  finding.pointer = pointer;
  finding.path = path(pointer);
  return findings_.emplace_back(std::move(finding));
}

base::Finding& CheckScope::report(const base::RuleInfo& rule, std::string_view pointer, std::string message,
                                  std::string remedy) {
  return add(rule, pointer, carrier_.place(pointer), std::move(message), std::move(remedy));
}

base::Finding& CheckScope::report_key(const base::RuleInfo& rule, std::string_view pointer,
                                      std::string message, std::string remedy) {
  return add(rule, pointer, carrier_.key_place(pointer), std::move(message), std::move(remedy));
}

bool CheckScope::has_error_at(std::string_view pointer) const {
  return std::any_of(findings_.begin(), findings_.end(), [pointer](const base::Finding& finding) {
    const std::string_view place = finding.pointer;
    return finding.severity == base::Severity::kError && place.starts_with(pointer) &&
           (place.size() == pointer.size() || place[pointer.size()] == '/');
  });
}

bool is_blank(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         (value.is_structured() && value.empty());
}

std::string listed(const std::vector<std::string>& names, std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    out += i == 0 ? "" : last ? " " + std::string(word) + " " : ", ";
    out += names[i];
  }
  return out;
}

bool is_older(const releases::Release& a, const releases::Release& b) {
  const auto& catalog = releases::catalog();
  return catalog.find_release(a.version) < catalog.find_release(b.version);
}

}  // namespace nsmkit::meshconfig
