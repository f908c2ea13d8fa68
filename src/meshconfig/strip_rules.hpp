#pragma once

#include <span>

#include "base/finding.hpp"

namespace nsmkit::meshconfig {

/// Findings about what is taken out of a configuration, and about changed files (NSM760 to NSM779).
extern const base::RuleInfo kTracingRemoved;
extern const base::RuleInfo kTracingBesideTelemetry;
extern const base::RuleInfo kNoExporter;
extern const base::RuleInfo kTracingKept;
extern const base::RuleInfo kTelemetryWritten;
extern const base::RuleInfo kNotEdited;
extern const base::RuleInfo kEditRefused;
extern const base::RuleInfo kIngressTracing;
extern const base::RuleInfo kBundledTracer;
extern const base::RuleInfo kMarkReplaced;
extern const base::RuleInfo kMarkNotReplaced;

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> strip_rule_infos();

}  // namespace nsmkit::meshconfig
