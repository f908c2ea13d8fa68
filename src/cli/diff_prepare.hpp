#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "cli/diff_side.hpp"
#include "convert/convert.hpp"
#include "diff/difference.hpp"

namespace nsmkit::cli {

/// The objects of a side as they are compared, and those that had to be made for it.
struct ComparedSide {
  std::vector<diff::Entry> entries;
  std::deque<model::Resource> made;     ///< converted ones
  std::uint64_t converted = 0;          ///< objects that were written in another form
  std::vector<base::Finding> findings;  ///< what conversions lose
};

/// The objects in the form of the target, without a conversion when it is null. What a conversion loses is a
/// finding; an object that cannot be converted stays as it is.
void convert_side(const DiffSide& side, const convert::Target* target, ComparedSide& compared);

/// Objects as patches show them: as they were written, the mesh's configuration among them.
[[nodiscard]] std::vector<diff::Entry> written_entries(const DiffSide& side);

/// All settings of a side in the names of the Helm values, each once: what the mesh runs with wins over what
/// it was deployed with. Two carriers of one rank that contradict each other are a finding.
[[nodiscard]] std::vector<diff::SettingValue> settings_of(const DiffSide& side,
                                                          std::vector<base::Finding>& findings);

/// Takes out of `settings` what no carrier of `other` has a place for, and what its settings (`others`) hold
/// a placeholder for; gives the names.
[[nodiscard]] std::vector<std::string> take_not_held(std::vector<diff::SettingValue>& settings,
                                                     const DiffSide& other,
                                                     const std::vector<diff::SettingValue>& others);

/// What holds the configuration of a side, in words.
[[nodiscard]] std::vector<std::string> carrier_names(const DiffSide& side);

/// "allow" or "deny", as the configuration says or by default; nothing where the side holds none.
[[nodiscard]] std::optional<std::string> access_mode_of(const DiffSide& side);

}  // namespace nsmkit::cli
