#include <algorithm>
#include <array>

#include "render/diff_github.hpp"
#include "render/diff_html.hpp"
#include "render/diff_json.hpp"
#include "render/diff_json_patch.hpp"
#include "render/diff_markdown.hpp"
#include "render/diff_report.hpp"
#include "render/diff_text.hpp"
#include "render/diff_unified.hpp"

namespace nsmkit::render {

std::span<const DiffFormat> diff_formats() {
  static constexpr std::array kFormats{
      DiffFormat{"github", write_diff_github},     DiffFormat{"html", write_diff_html, diff::Matrix::kMade},
      DiffFormat{"json", write_diff_json},         DiffFormat{"json-patch", write_diff_json_patch},
      DiffFormat{"markdown", write_diff_markdown}, DiffFormat{"text", write_diff_text},
      DiffFormat{"unified", write_diff_unified},
  };
  return kFormats;
}

bool differs(const DiffReport& report) {
  return (report.structure && diff::differs(report.difference)) ||
         (report.behaviour && !report.behaviour->changes.empty());
}

bool differs_without_effect(const DiffReport& report) {
  return report.structure && report.behaviour && diff::differs(report.difference) &&
         !diff::differs(report.difference.settings) && report.behaviour->changes.empty();
}

}  // namespace nsmkit::render
