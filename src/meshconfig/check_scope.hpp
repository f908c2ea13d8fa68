#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "meshconfig/check.hpp"
#include "meshconfig/check_rules.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

/// A setting of the mesh, found in a carrier.
struct CheckedSetting {
  std::string pointer;  ///< in the carrier's settings
  const Json* value = nullptr;
};

/// One carrier under check: gives settings by their name in the Helm values, whatever the layout, and takes
/// findings.
class CheckScope {
 public:
  CheckScope(const Carrier& carrier, const CheckFacts& facts, std::vector<base::Finding>& findings)
      : carrier_(carrier), facts_(facts), findings_(findings) {}

  [[nodiscard]] const Carrier& carrier() const { return carrier_; }
  [[nodiscard]] const CheckFacts& facts() const { return facts_; }
  [[nodiscard]] const releases::Release& to() const { return *facts_.to; }
  [[nodiscard]] const Json& settings() const { return carrier_.settings; }

  /// "release 1.6.0", for messages.
  [[nodiscard]] std::string release() const { return "release " + to().version; }

  /// The value at a pointer in the settings; null when there is none.
  [[nodiscard]] const Json* at(std::string_view pointer) const;

  /// The text at a pointer; nothing when there is none.
  [[nodiscard]] std::optional<std::string_view> text(std::string_view pointer) const;

  /// The pointer in this layout of the setting with a dotted path in the values ("mtls.caTTL"): where it
  /// stands, or where it would; empty when the layout has no place for it.
  [[nodiscard]] std::string pointer_of(std::string_view path) const;

  /// The setting with a dotted path in the values; nothing when the carrier does not hold it.
  [[nodiscard]] std::optional<CheckedSetting> setting(std::string_view path) const;

  /// The text of a setting; nothing when the carrier does not hold it, or no text.
  [[nodiscard]] std::optional<std::string_view> setting_text(std::string_view path) const;

  /// Whether the target reads the setting.
  [[nodiscard]] bool is_read(std::string_view path) const;

  /// Whether a rule applies to the target.
  [[nodiscard]] bool applies(const base::RuleInfo& rule) const { return applies_to(rule, to()); }

  /// The name of a place for messages: "mtls.caTTL".
  [[nodiscard]] std::string path(std::string_view pointer) const;

  /// The value at a pointer for messages; never a secret.
  [[nodiscard]] std::string shown_at(std::string_view pointer) const;

  /// As written in the text, when that is an unquoted scalar which is no string: "off", "0x1F".
  [[nodiscard]] std::optional<std::string> written(std::string_view pointer) const;

  /// Adds a finding at the value. Its general remedy stays unless one is given.
  base::Finding& report(const base::RuleInfo& rule, std::string_view pointer, std::string message,
                        std::string remedy = {});

  /// Adds a finding at the key.
  base::Finding& report_key(const base::RuleInfo& rule, std::string_view pointer, std::string message,
                            std::string remedy = {});

  /// Whether an error was found at a place or below it; the empty pointer stands for all.
  [[nodiscard]] bool has_error_at(std::string_view pointer) const;

 private:
  base::Finding& add(const base::RuleInfo& rule, std::string_view pointer, base::Location place,
                     std::string message, std::string remedy);

  const Carrier& carrier_;
  const CheckFacts& facts_;
  std::vector<base::Finding>& findings_;
};

/// Whether a value says nothing: null, "", [] or {}.
[[nodiscard]] bool is_blank(const Json& value);

/// "a", "a and b", "a, b and c", with `word` for "and".
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::string_view word = "and");

/// Whether a release is older than another.
[[nodiscard]] bool is_older(const releases::Release& a, const releases::Release& b);

}  // namespace nsmkit::meshconfig
