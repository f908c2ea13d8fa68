#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/position.hpp"

namespace nsmkit::yaml {

enum class EventType : std::uint8_t {
  kStreamEnd,
  kDocumentStart,
  kDocumentEnd,
  kMappingStart,
  kMappingEnd,
  kSequenceStart,
  kSequenceEnd,
  kScalar,
  kAlias,
};

/// One step through a YAML or JSON text. The views live until the next event is asked for.
struct Event {
  EventType type = EventType::kStreamEnd;
  base::Position start;
  std::string_view text;    ///< a scalar's value, or the anchor an alias names
  std::string_view tag;     ///< full tag of a scalar, or empty
  std::string_view anchor;  ///< anchor given to this node, or empty
  bool plain = false;       ///< a scalar without quotes or tag: its text decides its type
  bool flow = false;        ///< a collection that opens with `{` or `[`
  /// Where the event starts and ends, in code points from the first one after a byte order mark. Ends of
  /// block collections say nothing: they are noticed only at the next token.
  std::uint64_t start_index = 0;
  std::uint64_t end_index = 0;
};

/// Why a text is not YAML (or not JSON), and where.
struct SyntaxError {
  base::Position position;
  std::string message;
  bool at_end = false;  ///< the text stopped too early: it may have been cut off
};

/// How many comments were passed over, and where the first one stands.
struct Comments {
  std::uint64_t count = 0;
  base::Position first;
};

/// Yields the events of one text in order, ending with kStreamEnd.
class EventSource {
 public:
  EventSource() = default;
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;
  virtual ~EventSource() = default;

  /// Fills `event` and gives true, or gives false at a syntax error; nothing may be read after that.
  virtual bool next(Event& event) = 0;

  [[nodiscard]] virtual const SyntaxError& error() const = 0;

  /// Those passed over so far; JSON has none.
  [[nodiscard]] virtual Comments comments() const { return {}; }
};

}  // namespace nsmkit::yaml
