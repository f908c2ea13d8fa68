#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace nsmkit::io {

/// Why a key cannot be used, in words that follow "the key": "is encrypted; ...".
struct BadKey {
  std::string reason;
};

enum class Verdict : std::uint8_t {
  kGenuine,  ///< made with the private half of that key, over exactly these bytes
  kForged,   ///< not so, or no signature at all
};

/// Signs bytes with a private key in PEM: ECDSA on the curve P-256 over SHA-256 (the signature is DER, as
/// `openssl dgst -sha256 -sign` makes it), or Ed25519 (64 bytes, RFC 8032). Ed25519 gives the same
/// signature each time, ECDSA another one each time. Never asks for a passphrase.
[[nodiscard]] std::variant<std::string, BadKey> sign(std::string_view bytes, std::string_view private_pem);

/// Judges such a signature with the public key in PEM ("BEGIN PUBLIC KEY").
[[nodiscard]] std::variant<Verdict, BadKey> verify(std::string_view bytes, std::string_view signature,
                                                   std::string_view public_pem);

}  // namespace nsmkit::io
