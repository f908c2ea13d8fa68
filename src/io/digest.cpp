#include "io/digest.hpp"

#include <openssl/evp.h>

#include <array>

#include "base/error.hpp"

namespace nsmkit::io {

namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10U;

void require(int result) {
  if (result != 1) {
    throw base::Error(base::ExitStatus::kIo, "cannot compute a SHA-256: OpenSSL does not offer it");
  }
}

}  // namespace

struct Sha256::State {
  struct Free {
    void operator()(EVP_MD_CTX* made) const { EVP_MD_CTX_free(made); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};

  void start() const { require(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr)); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) { state_->start(); }

Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha256::finish() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size));
  state_->start();
  std::string text;
  for (const unsigned char byte : std::string_view(reinterpret_cast<const char*>(digest.data()), size)) {
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 15U]);
  }
  return text;
}

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes);
  return digest.finish();
}

std::string sha256(base::ByteSource& source) {
  Sha256 digest;
  std::string buffer(kChunk, '\0');
  for (std::size_t count = 0; (count = source.read(buffer.data(), buffer.size())) > 0;) {
    digest.update(std::string_view(buffer).substr(0, count));
  }
  return digest.finish();
}

}  // namespace nsmkit::io
