#include "io/signature.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/io/command.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::io {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using testing_support::content_of;
using testing_support::run_command;
using testing_support::write_bytes;

std::string bytes_of(const std::variant<std::string, BadKey>& result) {
  const auto* bad = std::get_if<BadKey>(&result);
  return bad == nullptr ? std::get<std::string>(result) : "the key " + bad->reason;
}

std::string words(const std::variant<Verdict, BadKey>& result) {
  const auto* bad = std::get_if<BadKey>(&result);
  if (bad != nullptr) return "the key " + bad->reason;
  return std::get<Verdict>(result) == Verdict::kGenuine ? "genuine" : "forged";
}

/// Keys made by the openssl program, in a folder of their own.
class Signature : public testing::Test {
 protected:
  void SetUp() override {
    if (run_command("openssl version").status != 0) GTEST_SKIP() << "no openssl";
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::string file(const std::string& name) const { return content_of(folder_.path() / name); }

  [[nodiscard]] testing_support::CommandResult openssl(const std::string& arguments) const {
    return run_command("cd '" + folder_.path().string() + "' && openssl " + arguments);
  }

  /// Makes NAME.pem and NAME.pub.
  void make_key(const std::string& name, const std::string& how) {
    ASSERT_EQ(openssl(how + " -out " + name + ".pem").status, 0);
    ASSERT_EQ(openssl("pkey -in " + name + ".pem -pubout -out " + name + ".pub").status, 0);
  }

  static constexpr const char* kP256 = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";
  static constexpr const char* kEd25519 = "genpkey -algorithm ED25519";
  const std::string text_ = std::string("some text\0and more\n", 19);

 private:
  testing_support::TemporaryFolder folder_;
};

TEST_F(Signature, OfP256IsWhatOpensslVerifies) {
  make_key("key", kP256);
  const std::string signature = bytes_of(sign(text_, file("key.pem")));
  write_bytes(path("text"), text_);
  write_bytes(path("sig"), signature);
  const auto run = openssl("dgst -sha256 -verify key.pub -signature sig text");
  EXPECT_EQ(run.output, "Verified OK\n");
  EXPECT_EQ(words(verify(text_, signature, file("key.pub"))), "genuine");
}

TEST_F(Signature, OfEd25519IsWhatOpensslVerifies) {
  make_key("key", kEd25519);
  const std::string signature = bytes_of(sign(text_, file("key.pem")));
  EXPECT_EQ(signature.size(), 64U);
  EXPECT_EQ(signature, bytes_of(sign(text_, file("key.pem"))));
  write_bytes(path("text"), text_);
  write_bytes(path("sig"), signature);
  const auto run = openssl("pkeyutl -verify -rawin -pubin -inkey key.pub -sigfile sig -in text");
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_EQ(words(verify(text_, signature, file("key.pub"))), "genuine");
}

TEST_F(Signature, MadeByOpensslIsGenuine) {
  make_key("ec", kP256);
  make_key("ed", kEd25519);
  write_bytes(path("text"), text_);
  ASSERT_EQ(openssl("dgst -sha256 -sign ec.pem -out ec.sig text").status, 0);
  ASSERT_EQ(openssl("pkeyutl -sign -rawin -inkey ed.pem -out ed.sig -in text").status, 0);
  EXPECT_EQ(words(verify(text_, file("ec.sig"), file("ec.pub"))), "genuine");
  EXPECT_EQ(words(verify(text_, file("ed.sig"), file("ed.pub"))), "genuine");
}

// `openssl ecparam -genkey` puts a block of parameters before the key, in the older form.
TEST_F(Signature, TakesTheOlderFormOfAKey) {
  ASSERT_EQ(openssl("ecparam -name prime256v1 -genkey -out key.pem").status, 0);
  ASSERT_EQ(openssl("pkey -in key.pem -pubout -out key.pub").status, 0);
  ASSERT_THAT(file("key.pem"), StartsWith("-----BEGIN EC PARAMETERS"));
  EXPECT_EQ(words(verify(text_, bytes_of(sign(text_, file("key.pem"))), file("key.pub"))), "genuine");
}

TEST_F(Signature, SeesEveryChange) {
  for (const char* how : {kP256, kEd25519}) {
    make_key("key", how);
    make_key("other", how);
    const std::string signature = bytes_of(sign(text_, file("key.pem")));
    EXPECT_EQ(words(verify(text_ + "x", signature, file("key.pub"))), "forged");
    EXPECT_EQ(words(verify("", signature, file("key.pub"))), "forged");
    EXPECT_EQ(words(verify(text_, signature, file("other.pub"))), "forged");
    EXPECT_EQ(words(verify(text_, "", file("key.pub"))), "forged");
    EXPECT_EQ(words(verify(text_, "no signature", file("key.pub"))), "forged");
    EXPECT_EQ(words(verify(text_, signature + "x", file("key.pub"))), "forged");
    for (std::size_t i = 0; i < signature.size(); ++i) {
      std::string changed = signature;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      EXPECT_EQ(words(verify(text_, changed, file("key.pub"))), "forged") << how << ", byte " << i;
    }
  }
}

TEST_F(Signature, SignsNothingAsWell) {
  make_key("key", kEd25519);
  EXPECT_EQ(words(verify("", bytes_of(sign("", file("key.pem"))), file("key.pub"))), "genuine");
}

TEST_F(Signature, RefusesOtherKindsOfKeys) {
  make_key("rsa", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
  make_key("p384", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384");
  make_key("k1", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1");
  make_key("x25519", "genpkey -algorithm X25519");
  make_key("ed448", "genpkey -algorithm ED448");
  const auto refusal = [](const std::string& what) {
    return "the key is of another kind (" + what + "); nsmkit takes ECDSA P-256 and Ed25519";
  };
  for (const auto& [name, what] : std::vector<std::pair<std::string, std::string>>{{"rsa", "RSA"},
                                                                                   {"p384", "another curve"},
                                                                                   {"k1", "another curve"},
                                                                                   {"x25519", "X25519"},
                                                                                   {"ed448", "ED448"}}) {
    EXPECT_EQ(bytes_of(sign(text_, file(name + ".pem"))), refusal(what));
    EXPECT_EQ(words(verify(text_, "x", file(name + ".pub"))), refusal(what));
  }
}

TEST_F(Signature, NeverAsksForAPassphrase) {
  make_key("key", kP256);
  ASSERT_EQ(openssl("pkey -in key.pem -aes256 -passout pass:secret -out new.pem").status, 0);
  ASSERT_EQ(openssl("ec -in key.pem -aes256 -passout pass:secret -out old.pem").status, 0);
  for (const char* name : {"new.pem", "old.pem"}) {
    EXPECT_THAT(bytes_of(sign(text_, file(name))), StartsWith("the key is encrypted with a passphrase"));
  }
  EXPECT_THAT(words(verify(text_, "x", file("new.pem"))), StartsWith("the key is a private key"));
}

TEST_F(Signature, SaysWhichHalfIsNeeded) {
  make_key("key", kP256);
  ASSERT_EQ(openssl("req -x509 -new -key key.pem -subj /CN=x -days 1 -out cert.pem").status, 0);
  EXPECT_EQ(bytes_of(sign(text_, file("key.pub"))), "the key is a public key; only the private one can sign");
  EXPECT_THAT(words(verify(text_, "x", file("key.pem"))), HasSubstr("openssl pkey -in KEY.pem -pubout"));
  EXPECT_THAT(words(verify(text_, "x", file("cert.pem"))), HasSubstr("openssl x509 -in CERT.pem -pubkey"));
  EXPECT_THAT(bytes_of(sign(text_, file("cert.pem"))), StartsWith("the key is a certificate"));
}

TEST(Keys, RefusesWhatIsNoKey) {
  const std::string broken = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
  for (const std::string& pem : {std::string(), std::string("garbage"), std::string(100, '\0'),
                                 std::string("-----BEGIN "), broken, broken.substr(0, 40)}) {
    EXPECT_EQ(bytes_of(sign("x", pem)), "the key is no private key in PEM (-----BEGIN PRIVATE KEY-----)")
        << pem;
  }
  EXPECT_EQ(words(verify("x", "y", "garbage")),
            "the key is no public key in PEM (-----BEGIN PUBLIC KEY-----)");
  EXPECT_EQ(words(verify("x", "y", std::string(2 << 20, 'a'))), "the key is larger than any key");
}

}  // namespace
}  // namespace nsmkit::io
