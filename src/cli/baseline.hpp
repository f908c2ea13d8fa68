#pragma once

#include <string>
#include <vector>

#include "base/finding.hpp"
#include "base/position.hpp"
#include "cli/fingerprint.hpp"
#include "cli/ignore_annotations.hpp"
#include "io/file_system.hpp"
#include "render/report.hpp"

namespace nsmkit::cli {

/// Findings that are known and accepted, so many of each. As YAML:
///   apiVersion: nsmkit/v1
///   kind: Baseline
///   findings:
///   - rule: schema-type           the slug
///     group: specs.smi.nginx.com  with kind, namespace and name: the object; or file, where there is none
///     kind: RateLimit
///     namespace: shop
///     name: limit
///     path: spec.sources[cart].kind
///     count: 1                    [default: 1]
///     reason: text                never empty
///     expires: 2030-12-31         the last day on which the entry counts [default: never]
struct BaselineEntry {
  FindingKey key;
  std::uint64_t count = 1;
  std::string reason;
  std::string expires;
  base::Position position;
};

class Baseline {
 public:
  Baseline() = default;

  /// Reads the file. Throws base::Error for one that cannot be used.
  Baseline(const io::FileSystem& files, const std::string& file);

  /// What a run knows about the day and its rules.
  struct Run {
    std::string today;
    const IdleRules& idle;
    bool complete = true;  ///< whether all input was read, so that what was not found is gone
  };

  /// Marks the results that entries cover, `keys` being theirs; gives NSM132 and NSM133.
  [[nodiscard]] std::vector<base::Finding> apply(std::vector<render::Result>& results,
                                                 const std::vector<FindingKey>& keys, const Run& run) const;

  /// The baseline of these results: an entry for each that may be silenced and is not yet. What this baseline
  /// says about the same keeps its reason and date; others get `reason` and `expires`.
  [[nodiscard]] std::string rewritten(const std::vector<render::Result>& results,
                                      const std::vector<FindingKey>& keys, const std::string& reason,
                                      const std::string& expires) const;

 private:
  std::string file_;
  std::vector<BaselineEntry> entries_;
};

}  // namespace nsmkit::cli
