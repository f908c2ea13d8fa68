#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "base/base64.hpp"
#include "base/json_text.hpp"
#include "base/pointer.hpp"
#include "io/memory_file_system.hpp"
#include "meshconfig/carrier.hpp"
#include "model/load.hpp"

namespace nsmkit::meshconfig {

/// What a text held, carrier by carrier, and what the carrier readers said of it.
struct ReadCarriers {
  std::vector<Carrier> carriers;
  std::vector<base::Finding> findings;
  std::size_t documents = 0;

  /// "NSM701 file:line:column message" for each finding.
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const base::Finding& finding : findings) {
      const auto& at = finding.location.position;
      lines.push_back(std::string(finding.rule->code) + " " + finding.location.file + ":" +
                      std::to_string(at.line) + ":" + std::to_string(at.column) + " " + finding.message);
    }
    return lines;
  }
};

/// Hands every document to read_carrier().
class CarrierSink final : public model::ResourceSink {
 public:
  void resource(model::Resource&& resource) override {
    ++read.documents;
    if (auto carrier = read_carrier(std::move(resource), read.findings)) {
      read.carriers.push_back(std::move(*carrier));
    }
  }

  ReadCarriers read;
};

inline ReadCarriers read_text(const std::string& text) {
  io::MemoryFileSystem files;
  files.files["f.yaml"] = text;
  std::istringstream in;
  CarrierSink sink;
  static_cast<void>(model::load(files, {"f.yaml"}, in, {}, sink));
  return std::move(sink.read);
}

inline std::string fixture_path(const std::string& name) {
  return NSMKIT_SOURCE_DIR "/fixtures/meshconfig/" + name;
}

inline std::string fixture_text(const std::string& name) {
  return io::read_file(*io::real_file_system(), fixture_path(name));
}

inline ReadCarriers read_fixture(const std::string& name) { return read_text(fixture_text(name)); }

/// RFC 4648, for tests only.
inline std::string encode_base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = (bits << 8U) | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += i + j > bytes.size() ? '=' : kAlphabet[(bits >> (18 - 6 * j)) & 63U];
    }
  }
  return text;
}

}  // namespace nsmkit::meshconfig
