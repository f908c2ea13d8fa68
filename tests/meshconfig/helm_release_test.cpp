#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/gzip.hpp"
#include "meshconfig/carrier_rules.hpp"
#include "tests/meshconfig/support.hpp"

namespace nsmkit::meshconfig {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kMarker = "planted-marker";

/// A release as Helm's storage driver encodes it.
std::string stored(const std::string& json) { return encode_base64(io::gzip(json)); }

std::string release_json(const std::string& more) {
  return R"({"name": "nsm", "info": {"status": "deployed"}, "chart": {"metadata": {"name":
    "nginx-service-mesh", "version": "9.8.7"}}, )" +
         more + "}";
}

/// A Secret whose `data.release` is `text`, which is already in the outer base64.
ReadCarriers read_secret(const std::string& text) {
  return read_text(
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: sh.helm.release.v1.nsm.v1\ndata:\n  release: '" +
      text + "'\n");
}

ReadCarriers read_release(const std::string& json) { return read_secret(encode_base64(stored(json))); }

TEST(HelmRelease, GivesValuesAndDefaults) {
  const ReadCarriers read = read_fixture("helm-release.yaml");
  ASSERT_EQ(read.carriers.size(), 1U);
  const Carrier& carrier = read.carriers[0];
  EXPECT_EQ(
      base::json_text(carrier.settings),
      R"({"accessControlMode":"deny","registry":{"imageTag":"1.6.0","password":"planted-release-password",)"
      R"("server":"registry.example.internal/nsm","username":"mesh-puller"},)"
      R"("tracing":{"address":"jaeger.tracing:6831","backend":"jaeger","sampleRate":0.05}})");
  EXPECT_EQ(base::json_text(carrier.defaults),
            R"({"accessControlMode":"allow","environment":"kubernetes","nginxLBMethod":"least_time",)"
            R"("registry":{"imageTag":"1.6.0","server":"docker-registry.nginx.com/nsm"},)"
            R"("telemetry":{},"tracing":{}})");
  EXPECT_EQ(carrier.encoded_at, "/data/release");
  EXPECT_EQ(carrier.status, "deployed");
}

TEST(HelmRelease, SaysThatARevisionIsNotTheDeployedOne) {
  const ReadCarriers read = read_fixture("helm-release-superseded.yaml");
  ASSERT_EQ(read.carriers.size(), 1U);
  EXPECT_EQ(read.carriers[0].status, "superseded");
  EXPECT_THAT(read.lines(),
              ElementsAre("NSM702 f.yaml:1:1 this revision of the Helm release is not the deployed "
                          "one: its status is superseded"));
}

TEST(HelmRelease, ShowsNoOddStatus) {
  for (const std::string& status :
       {std::string("\"Planted-Marker\""), std::string("\"") + std::string(3000, 'a') + "\""}) {
    const ReadCarriers read = read_release(
        R"({"chart": {"metadata": {"name": "nginx-service-mesh"}}, "info": {"status": )" + status + "}}");
    ASSERT_EQ(read.findings.size(), 1U);
    EXPECT_THAT(read.findings[0].message, testing::EndsWith("its status is unknown"));
  }
  EXPECT_THAT(read_release(R"({"chart": {"metadata": {"name": "nginx-service-mesh"}}})").findings[0].message,
              testing::EndsWith("its status is not given"));
}

TEST(HelmRelease, IsReadFromStringDataToo) {
  const ReadCarriers read =
      read_text("kind: Secret\ntype: helm.sh/release.v1\nmetadata: {name: copy}\nstringData:\n  release: " +
                stored(release_json(R"("config": {"environment": "openshift"})")) + "\n");
  ASSERT_EQ(read.carriers.size(), 1U);
  EXPECT_EQ(base::json_text(read.carriers[0].settings), R"({"environment":"openshift"})");
  EXPECT_EQ(read.carriers[0].encoded_at, "/stringData/release");
}

TEST(HelmRelease, IsReadWithoutGzip) {
  const ReadCarriers read = read_secret(encode_base64(encode_base64(release_json(R"("config": {"a": 1})"))));
  ASSERT_EQ(read.carriers.size(), 1U);
  EXPECT_EQ(base::json_text(read.carriers[0].settings), R"({"a":1})");
  EXPECT_EQ(read.carriers[0].mesh_release, "9.8.7");
}

TEST(HelmRelease, TakesAbsentAndOddMembers) {
  for (const char* more : {R"("config": null)", R"("config": {})", R"("namespace": 5, "manifest": [])"}) {
    const ReadCarriers read = read_release(release_json(more));
    ASSERT_EQ(read.carriers.size(), 1U) << more;
    EXPECT_EQ(read.carriers[0].settings, Json::object()) << more;
    EXPECT_EQ(read.carriers[0].defaults, Json::object()) << more;
    EXPECT_THAT(read.lines(), IsEmpty()) << more;
  }
}

TEST(HelmRelease, OfAnotherChartIsNoCarrier) {
  for (const char* json :
       {"{}", R"({"chart": null})", R"({"chart": []})", R"({"chart": {"metadata": {"name": 5}}})",
        R"({"chart": {"metadata": {"name": "shop"}}, "config": {"accessControlMode": "deny"}})"}) {
    const ReadCarriers read = read_release(json);
    EXPECT_THAT(read.carriers, IsEmpty()) << json;
    EXPECT_THAT(read.lines(), IsEmpty()) << json;
    Json secret{{"kind", "Secret"}, {"metadata", {{"name", "sh.helm.release.v1.x.v1"}}}};
    secret["data"]["release"] = encode_base64(stored(json));
    EXPECT_EQ(recognise(secret), std::nullopt) << json;
  }
}

TEST(HelmRelease, ThatCannotBeReadIsAFinding) {
  const std::string good = stored(release_json(R"("config": {})"));
  std::string damaged = io::gzip(kMarker);
  damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1);
  std::string blanks;
  blanks.resize(20'000'000, ' ');
  struct Case {
    std::string data;  ///< of data.release
    std::string fault;
  };
  const Case cases[] = {
      {"", "is empty"},
      {kMarker, "is not base64 within base64"},
      {encode_base64("!planted-marker!"), "is not base64 within base64"},
      {encode_base64(encode_base64(kMarker)), "holds a string"},
      {encode_base64(encode_base64(io::gzip(kMarker))), "holds a string"},
      {encode_base64(stored("[1]")), "holds a list"},
      {encode_base64(stored("")), "is empty"},
      {encode_base64(stored("{\"planted-marker\": ")), "is cut off"},
      {encode_base64(encode_base64(damaged)), "is damaged gzip data"},
      {encode_base64(encode_base64(io::gzip(good).substr(0, 60))), "is cut off gzip data"},
      // What `kubectl get` would show when the Secret was encoded once more.
      {encode_base64(encode_base64(good)), "holds a string"},
      {encode_base64(stored(blanks)), "unpacks to more than nsmkit reads"},
      {encode_base64(stored(std::string(20'000, '['))), "is larger or deeper than nsmkit reads"},
      {encode_base64(stored(release_json(R"("config": ["planted-marker"])"))),
       "has values that are no mapping"},
      {encode_base64(stored(release_json(R"("config": "planted-marker")"))),
       "has values that are no mapping"},
  };
  for (const Case& each : cases) {
    const ReadCarriers read = read_secret(each.data);
    EXPECT_THAT(read.carriers, IsEmpty()) << each.fault;
    EXPECT_THAT(
        read.lines(),
        ElementsAre("NSM701 f.yaml:6:12 the mesh configuration cannot be read: data.release " + each.fault));
  }
}

TEST(HelmRelease, WithoutTextIsAFinding) {
  for (const char* data : {"{}", "{release: 5}", "{release: [a]}", "[]", "null"}) {
    const ReadCarriers read = read_text(
        std::string("kind: Secret\nmetadata: {name: sh.helm.release.v1.nsm.v1}\ndata: ") + data + "\n");
    ASSERT_EQ(read.findings.size(), 1U) << data;
    EXPECT_THAT(read.findings[0].message, testing::EndsWith(" is missing")) << data;
  }
}

}  // namespace
}  // namespace nsmkit::meshconfig
