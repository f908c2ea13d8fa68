#include "model/input.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/error.hpp"
#include "model/reading_rules.hpp"
#include "model/resource.hpp"
#include "yaml/json_events.hpp"

namespace nsmkit::model {

namespace {

// Longer files are not held in memory.
constexpr std::uint64_t kStreamAbove = std::uint64_t{4} << 20U;

// The Lists of longer files are read item by item, which takes less memory and time.
constexpr std::uint64_t kByItemAbove = std::uint64_t{256} << 10U;

bool is_manifest(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

/// Walks directories; each is entered once, whatever links lead to it.
class Walker {
 public:
  Walker(const io::FileSystem& files, Inputs& inputs) : files_(files), inputs_(inputs) {}

  void path(const std::string& path) {
    if (path == "-") {
      inputs_.files.push_back(path);
      return;
    }
    switch (files_.type(path)) {
      case io::PathType::kMissing:
        report(kFileUnreadable, path, "there is no such file or directory");
        break;
      case io::PathType::kDirectory: {
        const auto before = inputs_.files.size();
        directory(path);
        if (inputs_.files.size() == before) {
          report(kNoResources, path, "the directory holds no .yaml, .yml or .json file");
        }
        break;
      }
      default:
        inputs_.files.push_back(path);
    }
  }

 private:
  void directory(const std::string& path) {
    try {
      if (!entered_.insert(files_.identity(path)).second) {
        return;
      }
      for (const std::string& name : files_.list(path)) {
        entry(io::join_path(path, name), name);
      }
    } catch (const base::Error& error) {
      report(kFileUnreadable, path, error.what());
    }
  }

  void entry(const std::string& path, const std::string& name) {
    if (name.starts_with(".")) {
      ++inputs_.ignored;
    } else if (files_.type(path) == io::PathType::kDirectory) {
      directory(path);
    } else if (is_manifest(name)) {
      inputs_.files.push_back(path);
    } else {
      ++inputs_.ignored;
    }
  }

  void report(const base::RuleInfo& rule, const std::string& path, std::string message) {
    inputs_.findings.push_back(base::make_finding(rule, std::move(message), {path, {}, {}, {}}));
  }

  const io::FileSystem& files_;
  Inputs& inputs_;
  std::set<std::string> entered_;
};

struct TooLarge {};

class StreamSource final : public base::ByteSource {
 public:
  explicit StreamSource(std::istream& stream) : stream_(stream) {}

  std::size_t read(char* buffer, std::size_t size) override {
    stream_.read(buffer, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(stream_.gcount());
  }

  void rewind() override { throw base::Error(base::ExitStatus::kIo, "standard input cannot be read twice"); }

 private:
  std::istream& stream_;
};

// `expected`: how long the text is likely to be, in bytes.
std::string read_all(base::ByteSource& source, std::uint64_t limit, std::uint64_t expected) {
  std::string text;
  text.reserve(expected);
  std::string buffer(std::size_t{1} << 16U, '\0');
  for (std::size_t count = 0; (count = source.read(buffer.data(), buffer.size())) > 0;) {
    text.append(buffer, 0, count);
    if (text.size() > limit) {
      throw TooLarge();
    }
  }
  return text;
}

std::string line_text(base::Position position) { return "line " + std::to_string(position.line); }

std::string message_of(const yaml::Problem& problem) {
  switch (problem.type) {
    case yaml::ProblemType::kDuplicateKey:
      return "the key '" + problem.message + "' stands here again" +
             (problem.other.line == 0 ? "" : " after " + line_text(problem.other)) +
             "; the value here wins, the other is lost";
    case yaml::ProblemType::kKeyCollision:
      return "this key and the one on " + line_text(problem.other) + " both become the string \"" +
             problem.message + "\"";
    case yaml::ProblemType::kCutOff:
      return "the file ends in the middle of a value: " + problem.message;
    case yaml::ProblemType::kNotJson:
      return "the file starts with '{' but is not JSON (" + problem.message + "); kubectl refuses it";
    default:
      return problem.message;
  }
}

}  // namespace

Inputs find_inputs(const io::FileSystem& files, const std::vector<std::string>& paths) {
  Inputs inputs;
  Walker walker(files, inputs);
  for (const std::string& path : paths) {
    walker.path(path);
  }
  return inputs;
}

/// Stands between a file and its reader: stops at the size limit and remembers how the file begins and ends.
class FileReader::Guard final : public base::ByteSource {
 public:
  Guard(std::unique_ptr<base::ByteSource> source, std::string text, std::uint64_t limit)
      : text_(std::move(text)), source_(std::move(source)), limit_(limit) {
    if (!source_) {
      source_ = std::make_unique<base::TextSource>(text_);
    }
  }

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = source_->read(buffer, size);
    if (count == 0) {
      return 0;
    }
    if (head_.size() < 2) {
      head_.append(buffer, std::min<std::size_t>(count, 2));
    }
    total_ += count;
    last_ = buffer[count - 1];
    if (total_ > limit_) {
      throw TooLarge();
    }
    return count;
  }

  void rewind() override {
    source_->rewind();
    total_ = 0;
  }

  [[nodiscard]] bool is_utf16() const {
    return head_.starts_with("\xFF\xFE") || head_.starts_with("\xFE\xFF") ||
           head_.substr(0, 2).find('\0') != std::string::npos;
  }
  [[nodiscard]] bool ends_with_newline() const { return total_ == 0 || last_ == '\n'; }

  /// JSON says itself where it ends.
  [[nodiscard]] bool is_json() const { return last_ == '}' && head_.starts_with("{"); }

 private:
  std::string text_;
  std::unique_ptr<base::ByteSource> source_;
  std::uint64_t limit_;
  std::uint64_t total_ = 0;
  std::string head_;
  char last_ = '\n';
};

FileReader::FileReader(const io::FileSystem& files, std::string path, std::istream& standard_input,
                       const yaml::Limits& limits, LongLists long_lists, std::vector<base::Finding>& findings)
    : path_(std::move(path)), findings_(findings) {
  try {
    open(files, standard_input, limits, long_lists);
  } catch (const base::Error& error) {
    report(kFileUnreadable, {}, error.what());
  } catch (const TooLarge&) {
    report(kLimitExceeded, {}, "the file is larger than " + std::to_string(limits.max_bytes) + " bytes");
  }
}

FileReader::~FileReader() = default;

// Standard input and pipes cannot be read twice, so they are kept in memory.
void FileReader::open(const io::FileSystem& files, std::istream& standard_input, const yaml::Limits& limits,
                      LongLists long_lists) {
  const std::uint64_t size = path_ == "-" ? 0 : files.size(path_);
  if (size > limits.max_bytes) {
    throw TooLarge();
  }
  std::unique_ptr<base::ByteSource> source;
  std::string text;
  if (path_ == "-") {
    StreamSource stream(standard_input);
    text = read_all(stream, limits.max_bytes, 0);
  } else {
    source = files.open(path_);
    if (size <= kStreamAbove) {
      text = read_all(*source, limits.max_bytes, size);
      source.reset();
    }
  }
  // JSON that is none is read again, as YAML: as long as it can be, it is read whole.
  const bool is_long = source != nullptr || text.size() > kStreamAbove ||
                       (text.size() > kByItemAbove && !yaml::opens_json(text));
  source_ = std::make_unique<Guard>(std::move(source), std::move(text), limits.max_bytes);
  if (is_long && long_lists == LongLists::kByItem) {
    kinds_ = yaml::TopLevelKinds::scan(*source_);
  }
  reader_.emplace(*source_, limits, kinds_ ? &*kinds_ : nullptr);
  if (source_->is_utf16()) {
    report(kEncoding, {1, 1}, "the file is UTF-16; Kubernetes reads UTF-8");
    reader_.reset();
  }
}

yaml::Comments FileReader::comments() const { return reader_ ? reader_->comments() : yaml::Comments(); }

void FileReader::report(const base::RuleInfo& rule, base::Position position, std::string message) {
  complete_ = complete_ && !rule.incomplete;
  findings_.push_back(base::make_finding(rule, std::move(message), {path_, position, {}, {}}));
}

void FileReader::report(const yaml::Problem& problem, const yaml::Element& element) {
  const base::RuleInfo& rule = rule_of(problem.type);
  report(rule, problem.position, message_of(problem));
  base::Finding& finding = findings_.back();
  finding.location.document = element.document;
  finding.location.item = element.item;
  base::ResourceRef ref = reference_of(element.value);
  if (!ref.kind.empty()) {
    finding.resource = std::move(ref);
  }
}

std::optional<yaml::Element> FileReader::next() {
  while (reader_ && !failed_) {
    std::optional<yaml::Element> element;
    try {
      element = reader_->next();
    } catch (const base::Error& error) {
      report(kFileUnreadable, {}, error.what());
      failed_ = true;
    } catch (const TooLarge&) {
      report(kLimitExceeded, {}, "the file is longer than it may be; the rest was not read");
      failed_ = true;
    }
    if (!element) {
      check_end();
      return std::nullopt;
    }
    for (const yaml::Problem& note : element->notes) {
      report(note, *element);
    }
    if (element->type != yaml::ElementType::kBroken) {
      return element;
    }
    ++broken_;
    report(*element->problem, *element);
  }
  return std::nullopt;
}

void FileReader::check_end() {
  if (complete_ && !failed_ && !end_checked_ && !source_->ends_with_newline() && !source_->is_json()) {
    report(kNoFinalNewline, {}, "the last line of the file does not end; kubectl writes a line feed there");
  }
  end_checked_ = true;
}

}  // namespace nsmkit::model
