#include "io/tar_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace nsmkit::io {

namespace {

struct Field {
  std::size_t offset;
  std::size_t size;
};

constexpr Field kName{0, 100};
constexpr Field kMode{100, 8};
constexpr Field kUser{108, 8};
constexpr Field kGroup{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kTime{136, 12};
constexpr Field kChecksum{148, 8};
constexpr std::size_t kType = 156;
constexpr Field kLinkName{157, 100};
constexpr Field kMagic{257, 8};
constexpr Field kUserName{265, 32};
constexpr Field kGroupName{297, 32};
constexpr Field kMajor{329, 8};
constexpr Field kMinor{337, 8};
constexpr Field kPrefix{345, 155};
constexpr Field kUnused{500, 12};
constexpr Field kGnuArea{345, 167};  // times, the map of a sparse file

constexpr std::string_view kPosixMagic(
    "ustar\0"
    "00",
    8);
constexpr std::string_view kGnuMagic("ustar  \0", 8);

std::string_view field(std::string_view block, Field where) { return block.substr(where.offset, where.size); }

bool is_nonzero(char c) { return c != '\0'; }

std::string_view text(std::string_view bytes) { return bytes.substr(0, bytes.find('\0')); }

bool hides_bytes(std::string_view bytes) {
  return std::ranges::any_of(bytes.substr(text(bytes).size()), is_nonzero);
}

/// Octal digits, after spaces and before spaces or zero bytes; nothing at all is 0.
std::optional<std::uint64_t> octal(std::string_view bytes) {
  const auto begin = std::min(bytes.find_first_not_of(' '), bytes.size());
  bytes.remove_prefix(begin);
  std::uint64_t value = 0;
  const auto* const end = std::from_chars(bytes.data(), bytes.data() + bytes.size(), value, 8).ptr;
  const bool clean =
      std::all_of(end, bytes.data() + bytes.size(), [](char c) { return c == ' ' || c == '\0'; });
  return clean ? std::optional(value) : std::nullopt;
}

/// A size: octal or, as GNU tar has it, a first byte of 0x80 and a binary number, highest byte first.
std::optional<std::uint64_t> size_of(std::string_view bytes) {
  constexpr auto kBinary = static_cast<char>(0x80);
  if (bytes.front() != kBinary) return octal(bytes);
  std::uint64_t value = 0;
  for (const char c : bytes.substr(1)) {
    if (value >> 55U != 0) return std::nullopt;
    value = (value << 8U) | static_cast<unsigned char>(c);
  }
  return value;
}

/// Whether a number that does not matter here is one: octal, or binary of either sign.
bool is_number(std::string_view bytes) {
  return bytes.front() == '\x80' || bytes.front() == '\xFF' || octal(bytes);
}

/// The sum of all bytes, those of the checksum itself counting as spaces.
std::uint64_t checksum(std::string_view block) {
  std::uint64_t sum = kChecksum.size * static_cast<unsigned char>(' ');
  for (const unsigned char c : block) {
    sum += c;
  }
  for (const unsigned char c : field(block, kChecksum)) {
    sum -= c;
  }
  return sum;
}

std::optional<std::uint64_t> decimal(std::string_view digits) {
  std::uint64_t value = 0;
  const auto* const end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value);
  return result.ec == std::errc() && result.ptr == end ? std::optional(value) : std::nullopt;
}

/// Takes "LENGTH KEY=VALUE\n" off the front and gives "KEY=VALUE".
std::optional<std::string_view> take_record(std::string_view& text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto length = decimal(text.substr(0, space));
  if (!length || *length <= space + 1 || *length > text.size() || text[*length - 1] != '\n') {
    return std::nullopt;
  }
  const auto record = text.substr(space + 1, *length - space - 2);
  text.remove_prefix(*length);
  return record;
}

}  // namespace

std::variant<TarHeader, TarFaultKind> parse_tar_header(std::string_view block) {
  if (octal(field(block, kChecksum)) != checksum(block)) return TarFaultKind::kHeaderChecksum;
  const bool gnu = field(block, kMagic) == kGnuMagic;
  if (!gnu && field(block, kMagic) != kPosixMagic) return TarFaultKind::kBadHeader;
  const auto size = size_of(field(block, kSize));
  const auto mode = octal(field(block, kMode));
  const bool numbers = std::ranges::all_of(std::array{kUser, kGroup, kTime, kMajor, kMinor},
                                           [&](Field where) { return is_number(field(block, where)); });
  if (!size || !mode || !numbers) return TarFaultKind::kBadHeader;
  if (gnu && std::ranges::any_of(field(block, kGnuArea), is_nonzero)) return TarFaultKind::kSparse;

  constexpr std::uint64_t kModeBits = 07777U;
  TarHeader header;
  header.name = text(field(block, kPrefix));
  if (!header.name.empty()) {
    header.name += '/';
  }
  header.name += text(field(block, kName));
  header.type = block[kType];
  header.size = *size;
  header.mode = static_cast<std::uint32_t>(*mode & kModeBits);
  header.hidden_bytes = std::ranges::any_of(std::array{kName, kLinkName, kUserName, kGroupName, kPrefix},
                                            [&](Field where) { return hides_bytes(field(block, where)); }) ||
                        std::ranges::any_of(field(block, kUnused), is_nonzero);
  return header;
}

std::variant<PaxRecords, TarFaultKind> parse_pax_records(std::string_view text) {
  constexpr std::array<std::string_view, 8> kHarmless{"atime", "comment", "ctime", "gid",
                                                      "gname", "mtime",   "uid",   "uname"};
  PaxRecords records;
  while (!text.empty()) {
    const auto record = take_record(text);
    const auto equals = record ? record->find('=') : std::string_view::npos;
    if (equals == std::string_view::npos) return TarFaultKind::kExtendedHeader;
    const auto key = record->substr(0, equals);
    const auto value = record->substr(equals + 1);
    if (key.starts_with("GNU.sparse.")) return TarFaultKind::kSparse;
    if (key == "path" && !value.empty() && !records.path) {
      records.path = value;
    } else if (key == "size" && decimal(value) && !records.size) {
      records.size = decimal(value);
    } else if (key == "linkpath") {
      records.link = true;
    } else if (std::ranges::find(kHarmless, key) == kHarmless.end()) {
      return TarFaultKind::kExtendedHeader;
    }
  }
  return records;
}

}  // namespace nsmkit::io
