#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/position.hpp"

namespace nsmkit::yaml {

/// A member to be written into a mapping that a text already has.
struct Insertion {
  std::string parent;  ///< JSON pointer (RFC 6901) of the mapping; "" for the document itself
  std::string key;
  Json value;
  std::string after;  ///< key of the sibling it follows; empty, or none of that name: at the end. May be a
                      ///< member that the same edit removes: the new one then takes its place.
};

/// What to change in one document of a text.
struct Edit {
  std::uint32_t document = 0;  ///< counts from 0
  std::vector<std::string> remove =
      {};  ///< pointers of mapping members or list items; nested ones are allowed
  std::vector<Insertion> insert = {};
};

/// Why an edit was not made; the text stays as it is.
struct EditFault {
  std::string message;
  base::Position position;
};

/// Cuts members out of a YAML (or JSON) text and writes new ones into it, and leaves every other byte as it
/// is: comments, order, quoting, blank lines, line ends.
///
/// What goes with a member in block style: its lines; the comment lines directly above it at its own column
/// (not those that start the file or document: they head all of it); below it, comments that stand deeper
/// than it does; and blank lines by the rules of TextEdits, so that no two runs of them come together. In
/// { } and [ ] its comma goes, and its lines and comments where it has lines to itself. A collection that
/// loses all members becomes `{}` or `[]`, never null.
///
/// What comes is written in block style at its neighbours' column, with the steps and line ends of the file
/// and kubectl's quoting; in { } on one line, or (JSON) as the members around it are. Where it takes the
/// place of a member of the same name, the comments above that and on its first line stay.
///
/// A fault is given, and never a guess made: where an anchor would be lost or a shared value changed, a key
/// stands twice, or a member is written with `?`. The result is read again and must equal the original
/// minus the removed paths plus the insertions, and the original in all other documents.
[[nodiscard]] std::variant<std::string, EditFault> edit(std::string_view text,
                                                        const std::vector<Edit>& edits);

}  // namespace nsmkit::yaml
