#include "meshconfig/secrets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "releases/config_fields.hpp"
#include "tests/meshconfig/support.hpp"

namespace nsmkit::meshconfig {
namespace {

std::string masked_text(Layout layout, const char* json) {
  return base::json_text(masked(layout, Json::parse(json)));
}

TEST(Secrets, AreThoseOfTheData) {
  std::size_t count = 0;
  for (const releases::ConfigField& field : releases::config_fields()) {
    const std::string pointer = releases::pointer_of(field.path);
    EXPECT_EQ(is_secret(Layout::kValues, pointer), field.secret) << field.path;
    count += field.secret ? 1U : 0U;
  }
  EXPECT_GE(count, 15U);
}

TEST(Secrets, AreKnownByTheirNamesToo) {
  for (const char* pointer :
       {"/registry/pasword", "/registry/Password", "/registry/pw", "/registry/usrname", "/registry/keys",
        "/password", "/Registry/passwd", "/mtls/upstreamAuthority/vault/tokenAuth/tokn",
        "/registry/password/0/x", "/mtls/upstreamAuthority/disk/privateKey",
        "/mtls/upstreamAuthority/vault/token", "/some/apiKey",
        "/mtls/upstreamAuthority/awsPCA/awsSecretAcessKey", "/extra/SECRET_TOKEN", "/a/credentials/b",
        "/mtls/upstreamAuthority/awsSecret/secret", "/ssh-passphrase", "/x/client_key"}) {
    EXPECT_TRUE(is_secret(Layout::kValues, pointer)) << pointer;
  }
  for (const char* pointer :
       {"", "/", "/registry", "/registry/imageTagg", "/registry/serverr", "/accessControlMode",
        "/tracing/address", "/enabledNamespaces/0", "/mtls/upstreamAuthority/awsSecret",
        "/mtls/upstreamAuthority/awsSecret/region", "/mtls/caKeyType", "/mtls/spireServerKeyManager",
        "/replicas", "/mtls/upstreamAuthority/vault/vaultAdr", "/mtls/upstreamAuthority/vault/tokenAuth",
        "/telemetry/exporters/otlp/host"}) {
    EXPECT_FALSE(is_secret(Layout::kValues, pointer)) << pointer;
  }
  for (const Layout layout : {Layout::kMeshConfigV1, Layout::kMeshConfigV2, Layout::kResource}) {
    EXPECT_TRUE(is_secret(layout, "/registry/password"));
    EXPECT_TRUE(is_secret(layout, "/registry/key"));
    EXPECT_FALSE(is_secret(layout, "/registryKeyName"));
    EXPECT_FALSE(is_secret(layout, "/registry/registryKeyName"));
    EXPECT_FALSE(is_secret(layout, "/spec/mtls/caKeyType"));
  }
}

TEST(Secrets, AreMasked) {
  const Layout values = Layout::kValues;
  EXPECT_EQ(
      masked_text(values, R"({"registry": {"password": "x", "key": "", "username": null, "server": "s"}})"),
      R"({"registry":{"key":"","password":"[masked]","server":"s","username":null}})");
  EXPECT_EQ(masked_text(values, R"({"registry": {"password": 5, "key": true, "username": ["x"]}})"),
            R"({"registry":{"key":"[masked]","password":"[masked]","username":"[masked]"}})");
  EXPECT_EQ(masked_text(values, R"({"registry": {"password": {"a": "x"}, "key": {}, "username": []}})"),
            R"({"registry":{"key":{},"password":"[masked]","username":[]}})");
  EXPECT_EQ(masked_text(values, R"({"token": false, "tokens": ["x"], "a": [{"password": "x", "b": "y"}]})"),
            R"({"a":[{"b":"y","password":"[masked]"}],"token":false,"tokens":"[masked]"})");
  // Wherever they stand.
  EXPECT_EQ(masked_text(values, R"({"a": "-----BEGIN PRIVATE KEY-----\nx", "b": "https://me:pw@host/x",
                                    "c": "https://me@host/x", "d": "https://host/x:y@z"})"),
            R"({"a":"[masked]","b":"[masked]","c":"https://me@host/x","d":"https://host/x:y@z"})");
  for (const char* json : {"null", "5", "\"x\"", "[]", "{}", "[[1]]"}) {
    EXPECT_EQ(masked(values, Json::parse(json)), Json::parse(json)) << json;
  }
}

TEST(Secrets, OfObjectsAreMasked) {
  const Layout object = Layout::kObject;
  EXPECT_EQ(masked_text(object, R"({"kind": "Secret", "data": {"a": "eA=="}, "stringData": {"b": "x"},
      "metadata": {"name": "n", "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}"}}})"),
            R"({"data":{"a":"[masked]"},"kind":"Secret","metadata":{"annotations":)"
            R"({"kubectl.kubernetes.io/last-applied-configuration":"[masked]"},"name":"n"},)"
            R"("stringData":{"b":"[masked]"}})");
  EXPECT_EQ(
      masked_text(object,
                  R"({"spec": {"automountServiceAccountToken": true, "imagePullSecrets": [{"name": "n"}],
      "volumes": [{"secret": {"secretName": "s"}}],
      "containers": [{"name": "c", "args": ["--password=x", "--port=5", "API_TOKEN=y"],
        "env": [{"name": "A", "value": "x"}, {"name": "B", "valueFrom": {"secretKeyRef": {"key": "k"}}}]}]}})"),
      R"({"spec":{"automountServiceAccountToken":true,"containers":[{"args":["[masked]","--port=5","[masked]"],)"
      R"("env":[{"name":"A","value":"[masked]"},{"name":"B","valueFrom":{"secretKeyRef":{"key":"k"}}}],)"
      R"("name":"c"}],"imagePullSecrets":[{"name":"n"}],"volumes":[{"secret":{"secretName":"s"}}]}})");
  EXPECT_FALSE(is_secret(object, "/metadata/labels/app"));
  EXPECT_FALSE(is_secret(object, "/spec/template/metadata/annotations/config.nsm.nginx.com~1mtls-mode"));
}

TEST(Secrets, AreNotShown) {
  const Layout values = Layout::kValues;
  EXPECT_EQ(shown(values, "/accessControlMode", "deny"), "\"deny\"");
  EXPECT_EQ(shown(values, "/tracing/sampleRate", 0.05), "0.05");
  EXPECT_EQ(shown(values, "/enableUDP", true), "true");
  EXPECT_EQ(shown(values, "/registry/password", "x"), "[masked]");
  EXPECT_EQ(shown(values, "/registry/password", 5), "[masked]");
  EXPECT_EQ(shown(values, "/registry/password", ""), "\"\"");
  EXPECT_EQ(shown(values, "/registry/password/deeper", "x"), "[masked]");
  EXPECT_EQ(shown(values, "/registry", Json::parse(R"({"password": "x", "server": "s"})")),
            R"({"password":"[masked]","server":"s"})");
  EXPECT_EQ(shown(values, "", Json::parse(R"({"registry": {"password": "x"}})")),
            R"({"registry":{"password":"[masked]"}})");
  EXPECT_EQ(shown(values, "/a", "https://me:pw@host"), "[masked]");
  EXPECT_EQ(shown(values, "/a", std::string(100, 'x')), "\"" + std::string(59, 'x') + "...");
  EXPECT_EQ(shown(values, "/a", "a\nb\x1B\xE2\x80\xAE"), "\"a\\nb\\u001b?\"");
  EXPECT_EQ(shown(values, "/a", "\xFF"), "\"\\ufffd\"");
  // A cut never lays half a secret bare, nor half a character.
  EXPECT_EQ(shown(values, "/a",
                  Json::parse(R"({"k": "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü"})")),
            "{\"k\":\"äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü...");
}

// Each secret field of the data, given a marker, in every carrier of Helm values.
TEST(Secrets, OfEveryFieldStayHidden) {
  Json settings = Json::object();
  for (const releases::ConfigField& field : releases::config_fields()) {
    if (field.secret) settings[Json::json_pointer(releases::pointer_of(field.path))] = "planted-marker";
  }
  EXPECT_EQ(masked(Layout::kValues, settings).dump().find("planted"), std::string::npos);
  EXPECT_EQ(shown(Layout::kValues, "", settings).find("planted"), std::string::npos);
  for (const char* file : {"values.yaml", "helm-release.yaml"}) {
    const ReadCarriers read = read_fixture(file);
    const Carrier& carrier = read.carriers[0];
    EXPECT_NE(carrier.settings.dump().find("planted"), std::string::npos) << file;
    EXPECT_EQ(masked(carrier.layout, carrier.settings).dump().find("planted"), std::string::npos) << file;
  }
}

TEST(Secrets, AreFoundInDeepAndWideValues) {
  Json deep = "x";
  for (int i = 0; i < 5000; ++i) {
    deep = Json{{"a", std::move(deep)}};
  }
  EXPECT_EQ(masked(Layout::kValues, deep), deep);
  Json wide = Json::object();
  for (int i = 0; i < 20'000; ++i) {
    wide["registry"]["unknown" + std::to_string(i)] = "planted-marker";
  }
  EXPECT_EQ(masked(Layout::kValues, wide).dump().find("planted"), std::string::npos);
}

}  // namespace
}  // namespace nsmkit::meshconfig
