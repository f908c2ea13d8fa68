#include "base/secret_name.hpp"

#include <gtest/gtest.h>

namespace nsmkit::base {
namespace {

TEST(SecretName, TellsNamesOfSecrets) {
  for (const char* name : {"password", "registry.password", "API-Key", "clientSecret", "tls_private_key"}) {
    EXPECT_TRUE(sounds_secret(name)) << name;
  }
  for (const char* name : {"service", "weight", "key", "path"}) {
    EXPECT_FALSE(sounds_secret(name)) << name;
  }
  EXPECT_TRUE(names_secret_object("secretName"));
  EXPECT_FALSE(names_secret_object("secretKey"));
}

TEST(SecretName, SeesSecretsInTexts) {
  for (const char* text : {"registry:\n  password: hunter2\n", "{\"a\":1,\"token\":\"x\"}", "PASSWORD=x",
                           "user=a&password=b", "apiKey: |\n  x\n"}) {
    EXPECT_TRUE(sets_secret(text)) << text;
  }
  for (const char* text : {"", "password", "password:", "password: \"\"\n", "secretName: a", "weight: 10"}) {
    EXPECT_FALSE(sets_secret(text)) << text;
  }
  EXPECT_TRUE(looks_secret("https://bob:pw@example.com/"));
  EXPECT_FALSE(looks_secret("https://example.com:80/a@b"));
}

}  // namespace
}  // namespace nsmkit::base
