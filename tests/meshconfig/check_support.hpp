#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/byte_source.hpp"
#include "meshconfig/check.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::meshconfig {

/// A carrier of a kind and layout with the text's first document as its settings.
inline Carrier carrier_of(const std::string& text, CarrierKind kind = CarrierKind::kHelmValues,
                          Layout layout = Layout::kValues) {
  base::TextSource source(text);
  yaml::Reader reader(source, yaml::Limits());
  auto element = reader.next();
  Carrier carrier;
  carrier.kind = kind;
  carrier.layout = layout;
  carrier.location.file = "f.yaml";
  if (element) {
    EXPECT_EQ(element->type, yaml::ElementType::kDocument) << text;
    carrier.document = element->value;
    carrier.settings = std::move(element->value);
    carrier.map = element->map;
  }
  if (layout == Layout::kResource || layout == Layout::kObject) {
    carrier.ref = model::reference_of(carrier.document);
  }
  return carrier;
}

inline const releases::Release* release(const char* version) {
  return releases::catalog().find_release(version);
}

inline CheckFacts facts_to(const char* to, const char* from = nullptr) {
  CheckFacts facts;
  facts.to = release(to);
  facts.from = from == nullptr ? nullptr : release(from);
  return facts;
}

/// Findings as lines: "3:5 error NSM714 mtls.mode: message".
inline std::vector<std::string> lines_of(const std::vector<base::Finding>& findings) {
  std::vector<std::string> lines;
  for (const base::Finding& finding : findings) {
    EXPECT_FALSE(finding.remedy.empty()) << finding.message;
    const auto& position = finding.location.position;
    lines.push_back(std::to_string(position.line) + ":" + std::to_string(position.column) + " " +
                    std::string(base::to_string(finding.severity)) + " " + std::string(finding.rule->code) +
                    " " + finding.path + ": " + finding.message);
  }
  return lines;
}

/// The codes of findings that stand in an order of their own: "NSM714 error mtls.mode".
inline std::vector<std::string> codes_of(const std::vector<base::Finding>& findings) {
  std::vector<std::string> codes;
  for (const base::Finding& finding : findings) {
    codes.push_back(std::string(finding.rule->code) + " " + std::string(base::to_string(finding.severity)) +
                    " " + finding.path);
  }
  return codes;
}

inline std::vector<std::string> check_values_text(const std::string& text, const char* to,
                                                  const char* from = nullptr) {
  return lines_of(check(carrier_of(text), facts_to(to, from)));
}

}  // namespace nsmkit::meshconfig
