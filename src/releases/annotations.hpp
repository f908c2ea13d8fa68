#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "releases/catalog.hpp"

namespace nsmkit::releases {

enum class MarkForm : std::uint8_t { kLabel, kAnnotation };

/// How a release takes a mark.
enum class MarkState : std::uint8_t { kRead, kDeprecated, kRemoved };

/// One label or annotation that the mesh or another tool reads. Source: schemas/annotations.json.
struct Mark {
  std::string id;   ///< nsmkit's own name for it
  std::string key;  ///< as it stands in metadata
  MarkForm form = MarkForm::kLabel;
  std::string on;           ///< kind of the object; "any" for marks of other tools
  std::string deprecated;   ///< first release that calls it deprecated; empty: none
  std::string removed;      ///< first release that ignores it; empty: none
  std::string replaced_by;  ///< id of the mark to use instead; empty: none
  std::map<std::string, std::string, std::less<>> values;  ///< value → the one to write in the replacement
  std::map<std::string, std::string, std::less<>>
      ignored;  ///< value → what happens when it is ignored; "": any
};

/// All marks, in the order of the data.
[[nodiscard]] const std::vector<Mark>& marks();

/// The mark with this id; throws std::logic_error when there is none (a bug).
[[nodiscard]] const Mark& mark(std::string_view id);

/// JSON pointer (RFC 6901) to the mark below an object or Pod template that stands at `parent`.
[[nodiscard]] std::string pointer_to(const Mark& mark, std::string_view parent = {});

/// Whether `release` still reads the mark.
[[nodiscard]] MarkState state_in(const Mark& mark, const Release& release);

/// Whether Pods get a sidecar in labelled namespaces only.
[[nodiscard]] bool injects_only_where_labelled(const Release& release);

/// Whether no Pod of this namespace ever gets a sidecar; the mesh's namespace is taken to be nginx-mesh.
[[nodiscard]] bool is_never_injected(std::string_view name_space);

/// Whether the chart itself labels the namespace.
[[nodiscard]] bool is_labelled_by_chart(std::string_view name_space);

}  // namespace nsmkit::releases
