#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/byte_source.hpp"

namespace nsmkit::io {

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece. Digests are 64 lower-case hexadecimal digits, as
/// `sha256sum` prints them.
class Sha256 {
 public:
  /// Throws base::Error when OpenSSL offers no SHA-256.
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();

  void update(std::string_view bytes);

  /// The digest of all bytes so far; the next one starts from nothing.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256(std::string_view bytes);

/// Of all that the source still holds, read in pieces. Throws what the source throws.
[[nodiscard]] std::string sha256(base::ByteSource& source);

}  // namespace nsmkit::io
