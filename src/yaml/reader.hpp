#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/byte_source.hpp"
#include "base/json.hpp"
#include "yaml/decode.hpp"
#include "yaml/events.hpp"
#include "yaml/limits.hpp"
#include "yaml/problem.hpp"
#include "yaml/source_map.hpp"
#include "yaml/top_level_scan.hpp"

namespace nsmkit::yaml {

enum class ElementType : std::uint8_t {
  kDocument,   ///< a whole document
  kListBegin,  ///< a long List starts; `value` holds the members above its items
  kListItem,   ///< one of its items
  kListEnd,    ///< its end; `value` holds all its members, `items` being empty
  kBroken,     ///< a document (or item) that Kubernetes would refuse; `problem` says why
};

/// What Reader::next gives. `document` and `item` count from 0.
struct Element {
  ElementType type = ElementType::kDocument;
  std::uint32_t document = 0;
  std::optional<std::uint32_t> item;
  Json value;
  SourceMap map;
  std::vector<Problem> notes;      ///< read all the same: keys that stand twice
  std::optional<Problem> problem;  ///< of kBroken
  std::uint32_t end_line = 0;      ///< of a document or list: the line on which it ends
};

/// Reads a stream of YAML or JSON documents as kubectl does: JSON where it starts with `{` and is JSON,
/// YAML elsewhere. With `kinds`, Lists are handed out item by item and never held as a whole.
class Reader {
 public:
  Reader(base::ByteSource& source, const Limits& limits, const TopLevelKinds* kinds = nullptr);

  /// The next element, or nothing at the end of the stream or after a syntax error.
  std::optional<Element> next();

  /// True when a syntax error kept it from reading to the end.
  [[nodiscard]] bool stopped() const { return stopped_; }

  /// The comments passed over so far: values carry none.
  [[nodiscard]] Comments comments() const { return events_->comments(); }

 private:
  bool advance();
  std::optional<Element> syntax_error();
  std::optional<Element> stop(Problem problem);
  [[nodiscard]] Element broken(Problem problem) const;
  std::optional<Element> document();
  std::optional<Element> end_document(ElementType type);
  Element element_of(std::uint32_t root, ElementType type);
  void start_root();
  std::optional<Element> root_members();
  [[nodiscard]] bool opens_list(std::uint32_t line) const;
  std::optional<Element> begin_list();
  std::optional<Element> list_item();

  base::ByteSource& source_;
  Limits limits_;
  const TopLevelKinds* kinds_;
  bool is_json_;
  std::unique_ptr<EventSource> events_;
  Event event_;
  Tape tape_;
  DecodeCounts counts_;
  SourceTable table_space_;
  std::uint32_t document_ = 0;
  std::uint32_t skip_ = 0;  ///< documents handed out as JSON before it turned out to be YAML
  std::optional<Problem> json_problem_;
  std::optional<std::uint32_t> item_;
  std::uint32_t items_ = 0;  ///< the tape's node of a long List's items
  bool in_root_ = false;
  bool in_list_ = false;
  bool list_seen_ = false;
  bool api_version_seen_ = false;
  std::optional<bool> list_kind_;
  bool stopped_ = false;
  bool ended_ = false;
};

}  // namespace nsmkit::yaml
