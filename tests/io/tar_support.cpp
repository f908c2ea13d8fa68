#include "tests/io/tar_support.hpp"

#include <cstdio>

namespace nsmkit::io {

void PrintTo(TarFaultKind kind, std::ostream* out) { *out << to_string(kind); }

Reading read_archive(std::string_view gzipped, const TarLimits& limits) {
  base::TextSource bytes(gzipped);
  TarReader reader(bytes, limits);
  Reading reading;
  while (const auto entry = reader.next()) {
    const auto content = reader.content(std::uint64_t{1} << 20U);
    reading.files.push_back(entry->name + (content ? "=" + *content : "!"));
  }
  reading.details = reader.faults();
  for (const TarFault& fault : reading.details) {
    reading.faults.push_back(fault.kind);
  }
  reading.complete = reader.complete();
  return reading;
}

std::string archive_of(const std::vector<TarFile>& files, std::uint64_t mtime) {
  std::string packed;
  write_tar_gz(files, mtime, [&packed](std::string_view bytes) { packed.append(bytes); });
  return packed;
}

void seal(std::string& header) {
  header.replace(148, 8, 8, ' ');
  unsigned sum = 0;
  for (const unsigned char c : header) {
    sum += c;
  }
  char text[8];
  std::snprintf(text, sizeof text, "%06o", sum);
  header.replace(148, 7, text, 7);
}

std::string RawHeader::bytes() const {
  std::string block(kTarBlock, '\0');
  char octal[16];
  std::snprintf(octal, sizeof octal, "%011llo", static_cast<unsigned long long>(size));
  block.replace(0, name.size(), name);
  block.replace(100, mode.size(), mode);
  block.replace(108, 7, "0000000");
  block.replace(116, 7, "0000000");
  block.replace(124, 11, octal);
  block.replace(136, 11, "00000000000");
  block[156] = type;
  block.replace(157, link.size(), link);
  block.replace(257, magic.size(), magic);
  block.replace(345, prefix.size(), prefix);
  seal(block);
  return block;
}

std::string padded(std::string content) {
  content.resize((content.size() + kTarBlock - 1) / kTarBlock * kTarBlock, '\0');
  return content;
}

std::string raw_entry(RawHeader header, const std::string& content) {
  header.size = content.size();
  return header.bytes() + padded(content);
}

std::string raw_pax(const std::vector<std::string>& records, char type) {
  std::string text;
  for (const std::string& record : records) {
    std::size_t length = record.size() + 3;
    while (std::to_string(length).size() + record.size() + 2 != length) {
      ++length;
    }
    text += std::to_string(length) + " " + record + "\n";
  }
  RawHeader header;
  header.name = "PaxHeaders/file";
  header.type = type;
  return raw_entry(header, text);
}

std::string tar_end() { return std::string(2 * kTarBlock, '\0'); }

std::string noise(std::size_t size, std::uint32_t seed) {
  std::string bytes;
  std::uint32_t state = seed;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>(state >> 24U);
  }
  return bytes;
}

}  // namespace nsmkit::io
