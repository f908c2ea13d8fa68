#include "tests/layers/scan.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>

namespace nsmkit::layers {

namespace {

/// A folder may include itself and every folder of a lower rank. Folders of one rank are siblings and
/// do not know each other.
struct Layer {
  std::string_view folder;
  int rank;
};

constexpr std::array kLayers{
    Layer{"base", 0},       Layer{"io", 1},        Layer{"yaml", 1},    Layer{"model", 2},
    Layer{"releases", 3},   Layer{"validate", 4},  Layer{"convert", 4}, Layer{"normalize", 4},
    Layer{"meshconfig", 4}, Layer{"checklist", 4}, Layer{"diff", 4},    Layer{"bundle", 4},
    Layer{"render", 5},     Layer{"cli", 6},
};

/// Where a library may be included: headers that start with `header`, in paths that start with `path`.
struct LibraryHome {
  std::string_view header;
  std::string_view path;
};

// What a rule declares about its range of releases is data, too.
const std::regex kDeclaredRange(R"re(\.(since|until) = "[^"]*")re");

constexpr std::array kLibraryHomes{
    LibraryHome{"yaml.h", "yaml/"},
    LibraryHome{"yaml-cpp/", "yaml/recheck.cpp"},
    LibraryHome{"valijson/", "validate/schema_check.cpp"},
    LibraryHome{"re2/", "validate/"},
    LibraryHome{"pcre2", "validate/pcre.cpp"},
    LibraryHome{"CLI/", "cli/"},
    LibraryHome{"zlib.h", "io/gzip_stream.cpp"},
    LibraryHome{"archive", "io/tar_"},
    LibraryHome{"openssl/", "io/"},
};

std::string_view folder_of(std::string_view path) { return path.substr(0, path.find('/')); }

std::optional<int> rank_of(std::string_view folder) {
  const auto found = std::ranges::find(kLayers, folder, &Layer::folder);
  return found == kLayers.end() ? std::nullopt : std::optional(found->rank);
}

std::string violation(const SourceFile& file, std::size_t line, const std::string& what) {
  return "src/" + file.path + ":" + std::to_string(line) + ": " + what;
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

/// The end of the string or character literal that starts at `begin`, one past its closing quote.
std::size_t literal_end(std::string_view text, std::size_t begin) {
  if (text[begin] == '"' && begin > 0 && text[begin - 1] == 'R') {
    const auto open = text.find('(', begin);
    if (open == std::string_view::npos) {
      return text.size();
    }
    const std::string close = ")" + std::string(text.substr(begin + 1, open - begin - 1)) + "\"";
    const auto end = text.find(close, open);
    return end == std::string_view::npos ? text.size() : end + close.size();
  }
  for (std::size_t i = begin + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[begin]) {
      return i + 1;
    }
  }
  return begin + 1;  // a lone quote
}

/// Whether the `'` at `i` stands inside a number such as 1'000.
bool digit_separator(std::string_view text, std::size_t i) {
  return i > 0 && std::isxdigit(static_cast<unsigned char>(text[i - 1])) != 0;
}

}  // namespace

std::vector<SourceFile> read_sources(const std::string& folder) {
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".hpp" && extension != ".cpp")) {
      continue;
    }
    std::ifstream in(entry.path(), std::ios::binary);
    files.push_back({entry.path().lexically_relative(folder).generic_string(),
                     {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}});
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::string without_comments(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    const auto rest = text.substr(i);
    if (rest.starts_with("//")) {
      i = std::min(text.find('\n', i), text.size());
    } else if (rest.starts_with("/*")) {
      const auto close = text.find("*/", i + 2);
      const auto end = close == std::string_view::npos ? text.size() : close + 2;
      out.append(static_cast<std::size_t>(std::ranges::count(text.substr(i, end - i), '\n')), '\n');
      i = end;
    } else if (text[i] == '"' || (text[i] == '\'' && !digit_separator(text, i))) {
      const auto end = literal_end(text, i);
      out.append(text.substr(i, end - i));
      i = end;
    } else {
      out.push_back(text[i++]);
    }
  }
  return out;
}

std::vector<Include> includes(std::string_view text) {
  static const std::regex kPattern(R"re((^|\n)[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"])re");
  const std::string code = without_comments(text);
  std::vector<Include> found;
  for (std::sregex_iterator it(code.begin(), code.end(), kPattern), end; it != end; ++it) {
    found.push_back(
        {(*it)[3].str(), (*it)[2].str() == "\"", line_at(code, static_cast<std::size_t>(it->position(2)))});
  }
  return found;
}

std::vector<std::string> check_layers(const SourceFile& file) {
  const bool top = file.path.find('/') == std::string::npos;  // main.cpp stands above all folders
  const std::string folder(folder_of(file.path));
  const auto rank = rank_of(folder);
  std::vector<std::string> violations;
  if (!top && !rank) {
    violations.push_back(violation(file, 1, "folder " + folder + "/ is in no layer"));
  }
  for (const auto& include : includes(file.text)) {
    if (!include.quoted) {
      continue;
    }
    const std::string target(folder_of(include.header));
    const auto target_rank = rank_of(target);
    if (include.header.find('/') == std::string::npos || !target_rank) {
      violations.push_back(violation(file, include.line,
                                     "\"" + include.header + "\": write FOLDER/FILE, with a folder of src/"));
    } else if (rank && target != folder && *target_rank >= *rank) {
      violations.push_back(
          violation(file, include.line, folder + "/ may not include " + target + "/: " + include.header));
    }
  }
  return violations;
}

std::vector<std::string> check_libraries(const SourceFile& file) {
  std::vector<std::string> violations;
  for (const auto& include : includes(file.text)) {
    for (const auto& home : kLibraryHomes) {
      if (include.header.starts_with(home.header) && !file.path.starts_with(home.path)) {
        violations.push_back(
            violation(file, include.line,
                      "<" + include.header + "> may be included only in src/" + std::string(home.path)));
      }
    }
  }
  return violations;
}

std::vector<std::string> check_versions(const SourceFile& file) {
  static const std::regex kPattern(R"re("v?[0-9]+\.[0-9]+\.[0-9]+")re");
  std::vector<std::string> violations;
  // SARIF has a version of its own.
  if (folder_of(file.path) == "releases" || file.path == "render/formats/sarif.cpp") {
    return violations;
  }
  const std::string code = std::regex_replace(without_comments(file.text), kDeclaredRange, "");
  for (std::sregex_iterator it(code.begin(), code.end(), kPattern), end; it != end; ++it) {
    violations.push_back(violation(file, line_at(code, static_cast<std::size_t>(it->position())),
                                   "version " + it->str() + ": only releases/ knows releases; ask it"));
  }
  return violations;
}

std::vector<std::string> check_length(const SourceFile& file) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(file.text, '\n'));
  if (lines <= kMaxLines) {
    return {};
  }
  return {
      violation(file, lines,
                std::to_string(lines) + " lines; split it, " + std::to_string(kMaxLines) + " is the most")};
}

}  // namespace nsmkit::layers
