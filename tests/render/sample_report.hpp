#pragma once

#include <memory>
#include <sstream>
#include <string>

#include "render/renderer.hpp"
#include "render/report.hpp"

namespace nsmkit::render {

inline constexpr base::RuleInfo kSampleError{
    "NSM201", "schema-type", base::Severity::kError, "a summary", "a why", "a general remedy.", "a source"};
inline constexpr base::RuleInfo kSampleInfo{
    "NSM251", "null-dropped", base::Severity::kInfo, "a summary", "a why", "a general remedy.", "a source"};
inline constexpr base::RuleInfo kSampleCutOff{
    "NSM103", "file-cut-off", base::Severity::kError, "a summary", "a why", "a general remedy.", "a source",
    true};

/// What a hostile backup could put into names and values.
inline constexpr const char* kHostile =
    "a]]>b</failure>\x01\x1b[31m\r\n::error file=x::y%0A|c|`d`<script>[e](http://f)@team #1 \xff \"q\" "
    "\xe2\x80\xae\xe2\x80\xa8 \xc2\x9b z";

inline Result sample_result(const base::RuleInfo& rule, const std::string& text) {
  Result result;
  result.finding = base::make_finding(rule, text, {"dir/file.yaml", {3, 5}, 0, 1});
  result.finding.resource = base::ResourceRef{"specs.smi.nginx.com/v1alpha2", "RateLimit", "shop", "limit"};
  result.finding.pointer = "/spec/rate";
  result.finding.path = "spec.rate";
  result.fingerprint = "schema-type|specs.smi.nginx.com/RateLimit|shop/limit|spec.rate";
  return result;
}

/// An error, a finding about a whole file, and a suppressed one.
inline Report sample_report(const std::string& text) {
  Report report;
  report.to = "any";
  report.summary.files = 1;
  report.summary.resources = report.summary.checked = 2;
  report.results.push_back(sample_result(kSampleError, text));
  report.results.push_back(sample_result(kSampleInfo, text));
  report.results.back().finding.location = {text, {}, {}, {}};
  report.results.back().finding.resource.reset();
  report.results.push_back(sample_result(kSampleError, text));
  report.results.back().finding.location.position = {9, 1};
  report.results.back().finding.resource->name = text;
  report.results.back().suppression = Suppression{SuppressedBy::kAnnotation, text};
  report.show_suppressed = true;
  finish(report);
  return report;
}

inline std::string rendered(const std::string& format, const Report& report) {
  std::ostringstream out;
  for (const auto& renderer : all_renderers()) {
    if (renderer->name() == format) {
      renderer->render(report, Color::kNever, out);
    }
  }
  return out.str();
}

}  // namespace nsmkit::render
