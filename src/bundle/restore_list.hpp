#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nsmkit::bundle {

/// Who makes an object: people, or a controller (as Flagger does TrafficSplits).
enum class Ownership : std::uint8_t { kPlain, kOwned };

/// "plain", "owned": the words of the last column.
[[nodiscard]] std::string_view to_string(Ownership ownership);

/// One object that restore.sh creates. Ordered as it does that: by wave, resource, namespace, name.
struct RestoreEntry {
  std::uint32_t wave = 0;  ///< from 1
  std::string resource;    ///< full name: "trafficsplits.split.smi-spec.io"
  std::string space;       ///< namespace; "-": that of kubectl's context
  std::string name;
  std::string file;  ///< path in the bundle
  Ownership ownership = Ownership::kPlain;

  [[nodiscard]] auto operator<=>(const RestoreEntry&) const = default;
};

/// The wave in which restore.sh creates objects of the resource (full name); nothing for other resources.
[[nodiscard]] std::optional<std::uint32_t> restore_wave(std::string_view resource);

/// Why restore.sh would refuse the entry, in words that follow "line N:"; nothing when it would not.
[[nodiscard]] std::optional<std::string> restore_fault(const RestoreEntry& entry);

/// The text of restore.list: comments, then one entry a line in order, six columns with tabs between:
/// wave, resource, namespace, name, file, ownership. The entries must be without fault.
[[nodiscard]] std::string restore_list(std::span<const RestoreEntry> entries);

/// Where a restore.list is wrong.
struct RestoreListFault {
  std::size_t line = 0;  ///< from 1
  std::string text;
};

/// Reads restore.list as restore.sh does: the entries as they stand, or the first fault, also one that only
/// the whole shows (an object or a file listed twice).
[[nodiscard]] std::variant<std::vector<RestoreEntry>, RestoreListFault> read_restore_list(
    std::string_view text);

}  // namespace nsmkit::bundle
