#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "io/file_system.hpp"
#include "yaml/recheck.hpp"

namespace nsmkit::cli {

/// One of nsmkit's own YAML files: its configuration, a baseline. All that is wrong with it is a base::Error
/// (wrong usage) that starts with FILE:LINE:COLUMN. Pointers are JSON pointers (RFC 6901).
class ConfigDocument {
 public:
  /// Reads the file. A file without a document is an empty mapping.
  ConfigDocument(const io::FileSystem& files, std::string file);

  [[nodiscard]] const std::string& file() const { return file_; }

  /// The value at `pointer`; null when there is none, or it is empty.
  [[nodiscard]] const Json* find(std::string_view pointer) const;

  [[nodiscard]] base::Position position(const std::string& pointer) const;

  /// Fails at the value, or at the key.
  [[noreturn]] void fail(const std::string& pointer, const std::string& message) const;
  [[noreturn]] void fail_at_key(const std::string& pointer, const std::string& message) const;

  /// Requires a mapping that has none but these keys; the message for another one names the nearest.
  void check_keys(const std::string& pointer, std::initializer_list<std::string_view> known) const;

  /// The text there; nothing when the key is absent. Fails for what is no text: `to: 1.10` is the number 1.1.
  [[nodiscard]] std::optional<std::string> text(const std::string& pointer) const;

  /// As text(), but one of `choices`.
  [[nodiscard]] std::optional<std::string> choice(const std::string& pointer,
                                                  std::initializer_list<std::string_view> choices) const;

  [[nodiscard]] std::optional<bool> flag(const std::string& pointer) const;

  /// Pointers of the items of a list; none when the key is absent.
  [[nodiscard]] std::vector<std::string> items(const std::string& pointer) const;

 private:
  [[nodiscard]] std::string place(base::Position position) const;

  std::string file_;
  yaml::RecheckedDocument document_;
};

}  // namespace nsmkit::cli
