#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::normalize {

enum class Format : std::uint8_t { kYaml, kJson };

/// Writes objects and Lists as kubectl would, one after the other, holding one object at a time.
class ResourceWriter {
 public:
  /// `sink` takes the text piece by piece.
  ResourceWriter(Format format, std::function<void(std::string_view)> sink)
      : format_(format), sink_(std::move(sink)) {}

  /// A document of its own, or the next item of the List that is open.
  void object(const Json& object);

  /// Opens a List; `head` holds its members but the items, as far as they are known.
  void begin_list(const Json& head);

  /// Closes the List; `members` are all its members but the items.
  void end_list(const Json& members);

 private:
  void document_start();
  void item(const Json& object);
  void put(std::string_view text) { sink_(text); }

  Format format_;
  std::function<void(std::string_view)> sink_;
  bool first_document_ = true;
  bool in_list_ = false;
  bool has_items_ = false;
  std::string buffer_;
};

}  // namespace nsmkit::normalize
