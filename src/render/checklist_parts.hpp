#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checklist/plan.hpp"

/// Pieces of the checklist page, shared by its files.
namespace nsmkit::render {

/// Steps of one phase that follow each other. A chain of hops has several runs of the same phase.
struct PhaseRun {
  checklist::Phase phase = checklist::Phase::kBefore;
  std::size_t begin = 0;  ///< index of the first step in the plan
  std::span<const checklist::Step> steps;
  std::size_t number = 1;  ///< 1 for the first run of that phase
  std::size_t of = 1;      ///< how many runs of that phase there are
};
[[nodiscard]] std::vector<PhaseRun> phase_runs(const checklist::Plan& plan);

/// "Before", "During (2 of 3)".
[[nodiscard]] std::string phase_title(const PhaseRun& run);

/// From the step with which a downtime starts to the one that ends it, as indexes; to the last step where
/// none ends it.
struct Window {
  std::size_t first = 0;
  std::size_t last = 0;
};
[[nodiscard]] std::vector<Window> downtime_windows(const checklist::Plan& plan);

/// "p1" for the first plan: prefix of the ids in its section.
[[nodiscard]] std::string plan_anchor(std::size_t plan);

/// "p1s3" for the third step of the first plan (arguments count from 0).
[[nodiscard]] std::string step_anchor(std::size_t plan, std::size_t step);

/// What skipping a step of that severity means, in one word: "Must", "Should", "Advice".
[[nodiscard]] std::string_view weight_word(base::Severity severity);

/// "Mesh", "Cluster", "Applications".
[[nodiscard]] std::string_view owner_word(checklist::Owner owner);

/// A list of evidence; empty for none.
[[nodiscard]] std::string html_evidence(std::span<const checklist::Evidence> evidence);

/// `tag:path` references, one code element each; empty for none.
[[nodiscard]] std::string html_sources(std::span<const std::string> sources);

/// One step as a list item.
[[nodiscard]] std::string html_step(const checklist::Step& step, std::size_t plan, std::size_t index,
                                    bool in_downtime);

/// Phases, steps and downtime of a plan on one line, as SVG with a text alternative.
[[nodiscard]] std::string html_timeline(const checklist::Plan& plan, std::size_t index);

}  // namespace nsmkit::render
