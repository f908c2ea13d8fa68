#include "io/signature.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>
#include <utility>

#include "base/error.hpp"

namespace nsmkit::io {

namespace {

constexpr std::size_t kMaxPem = std::size_t{1} << 20U;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

using Key = std::unique_ptr<EVP_PKEY, Free>;

enum class KeyHalf : std::uint8_t { kPrivate, kPublic };

/// OpenSSL asks for a passphrase here, and would else ask on the terminal.
int note_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

bool has_block(std::string_view pem, std::string_view ending) {
  for (auto at = pem.find("-----BEGIN "); at != std::string_view::npos;
       at = pem.find("-----BEGIN ", at + 1)) {
    const auto label = pem.substr(at + 11, pem.find("-----", at + 11) - (at + 11));
    if (label.ends_with(ending)) {
      return true;
    }
  }
  return false;
}

std::string unreadable(std::string_view pem, KeyHalf half, bool asked) {
  if (half == KeyHalf::kPublic && has_block(pem, "PRIVATE KEY")) {
    return "is a private key; give the public one: openssl pkey -in KEY.pem -pubout -out PUBLIC.pem";
  }
  if (asked) {
    return "is encrypted with a passphrase, which nsmkit does not ask for; give one without: openssl pkey "
           "-in KEY.pem -out PLAIN.pem";
  }
  if (half == KeyHalf::kPrivate && has_block(pem, "PUBLIC KEY")) {
    return "is a public key; only the private one can sign";
  }
  if (has_block(pem, "CERTIFICATE")) {
    return half == KeyHalf::kPrivate ? "is a certificate; only a private key can sign"
                                     : "is a certificate; give its public key: openssl x509 -in CERT.pem "
                                       "-pubkey -noout";
  }
  return half == KeyHalf::kPrivate ? "is no private key in PEM (-----BEGIN PRIVATE KEY-----)"
                                   : "is no public key in PEM (-----BEGIN PUBLIC KEY-----)";
}

bool is_p256(const EVP_PKEY* key) {
  std::array<char, 64> group{};
  return EVP_PKEY_is_a(key, "EC") == 1 &&
         EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) == 1 &&
         (std::string_view(group.data()) == "prime256v1" || std::string_view(group.data()) == "P-256");
}

std::string unsuited(const EVP_PKEY* key) {
  const char* type = EVP_PKEY_get0_type_name(key);
  std::string reason = "is of another kind (";
  reason += EVP_PKEY_is_a(key, "EC") == 1 ? "another curve" : type == nullptr ? "unknown" : type;
  return reason += "); nsmkit takes ECDSA P-256 and Ed25519";
}

std::variant<Key, BadKey> read_key(std::string_view pem, KeyHalf half) {
  if (pem.size() > kMaxPem) return BadKey{"is larger than any key"};
  const std::unique_ptr<BIO, Free> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  bool asked = false;
  Key key(half == KeyHalf::kPrivate ? PEM_read_bio_PrivateKey(bio.get(), nullptr, note_passphrase, &asked)
                                    : PEM_read_bio_PUBKEY(bio.get(), nullptr, note_passphrase, &asked));
  ERR_clear_error();
  if (key == nullptr) return BadKey{unreadable(pem, half, asked)};
  if (EVP_PKEY_is_a(key.get(), "ED25519") != 1 && !is_p256(key.get())) return BadKey{unsuited(key.get())};
  return key;
}

/// Ed25519 hashes by itself; ECDSA is told how.
const EVP_MD* digest_for(const EVP_PKEY* key) {
  return EVP_PKEY_is_a(key, "ED25519") == 1 ? nullptr : EVP_sha256();
}

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

std::variant<std::string, BadKey> sign(std::string_view bytes, std::string_view private_pem) {
  auto read = read_key(private_pem, KeyHalf::kPrivate);
  if (auto* bad = std::get_if<BadKey>(&read)) return std::move(*bad);
  const Key& key = std::get<Key>(read);
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  std::size_t size = 0;
  std::string signature;
  bool done = EVP_DigestSignInit(context.get(), nullptr, digest_for(key.get()), nullptr, key.get()) == 1 &&
              EVP_DigestSign(context.get(), nullptr, &size, data_of(bytes), bytes.size()) == 1;
  if (done) {
    signature.resize(size);
    done = EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                          data_of(bytes), bytes.size()) == 1;
  }
  ERR_clear_error();
  if (!done) {
    throw base::Error(base::ExitStatus::kIo, "cannot sign: OpenSSL refuses this kind of signature");
  }
  signature.resize(size);
  return signature;
}

std::variant<Verdict, BadKey> verify(std::string_view bytes, std::string_view signature,
                                     std::string_view public_pem) {
  auto read = read_key(public_pem, KeyHalf::kPublic);
  if (auto* bad = std::get_if<BadKey>(&read)) return std::move(*bad);
  const Key& key = std::get<Key>(read);
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, digest_for(key.get()), nullptr, key.get()) != 1) {
    ERR_clear_error();
    throw base::Error(base::ExitStatus::kIo, "cannot verify: OpenSSL refuses this kind of signature");
  }
  const int result =
      EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(bytes), bytes.size());
  ERR_clear_error();
  return result == 1 ? Verdict::kGenuine : Verdict::kForged;
}

}  // namespace nsmkit::io
