#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "io/file_system.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::model {

/// The files that the user's paths stand for, in the order given; directories are walked in sorted order
/// for *.yaml, *.yml and *.json.
struct Inputs {
  std::vector<std::string> files;       ///< `-` is standard input
  std::vector<base::Finding> findings;  ///< missing paths, empty directories
  std::uint64_t ignored = 0;            ///< files in directories that are none of the three
};

[[nodiscard]] Inputs find_inputs(const io::FileSystem& files, const std::vector<std::string>& paths);

enum class LongLists : std::uint8_t { kByItem, kWhole };

/// Reads one file: the elements of yaml::Reader, and findings for all that is wrong with it.
class FileReader {
 public:
  /// `standard_input` is what `-` reads from. Reports into `findings`. With kByItem, the items of long Lists
  /// come one by one.
  FileReader(const io::FileSystem& files, std::string path, std::istream& standard_input,
             const yaml::Limits& limits, LongLists long_lists, std::vector<base::Finding>& findings);
  ~FileReader();

  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  /// The next document, or part of a long List; broken ones are reported and passed over.
  std::optional<yaml::Element> next();

  [[nodiscard]] const std::string& path() const { return path_; }

  /// Comments passed over so far.
  [[nodiscard]] yaml::Comments comments() const;

  /// Documents and items that were refused.
  [[nodiscard]] std::uint64_t broken() const { return broken_; }

  /// False when a fault kept it from reading to the end.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  class Guard;
  void open(const io::FileSystem& files, std::istream& standard_input, const yaml::Limits& limits,
            LongLists long_lists);
  void report(const yaml::Problem& problem, const yaml::Element& element);
  void report(const base::RuleInfo& rule, base::Position position, std::string message);
  void check_end();

  std::string path_;
  std::vector<base::Finding>& findings_;
  std::unique_ptr<Guard> source_;
  std::optional<yaml::TopLevelKinds> kinds_;
  std::optional<yaml::Reader> reader_;
  bool complete_ = true;
  bool failed_ = false;
  std::uint64_t broken_ = 0;
  bool end_checked_ = false;
};

}  // namespace nsmkit::model
