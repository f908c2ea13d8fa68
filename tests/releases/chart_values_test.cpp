#include "releases/chart_values.hpp"

#include <gtest/gtest.h>

namespace nsmkit::releases {
namespace {

const Release& release(std::string_view version) { return *catalog().find_release(version); }

TEST(ChartValues, AreThoseOfTheRelease) {
  EXPECT_EQ(chart_values(release("1.0.0")), Json::object());
  EXPECT_EQ(chart_values(release("1.1.0")), Json::parse(R"({
    "mtls": {"mode": "permissive", "caTTL": "720h", "svidTTL": "1h", "trustDomain": "example.org",
             "persistentStorage": "on", "spireServerKeyManager": "disk", "upstreamAuthority": {}},
    "registry": {"server": "docker-registry.nginx.com/nsm", "imageTag": "1.1.0", "key": "", "username": "",
                 "password": "", "disablePublicImages": false, "imagePullPolicy": "IfNotPresent"},
    "accessControlMode": "allow", "deployGrafana": true, "nginxErrorLogLevel": "warn",
    "nginxLogFormat": "default", "nginxLBMethod": "least_time", "prometheusAddress": "",
    "autoInjection": {"disable": false, "disabledNamespaces": [], "enabledNamespaces": []},
    "tracing": {"disable": false, "address": "", "backend": "jaeger", "sampleRate": 0.01}})"));
  EXPECT_EQ(chart_values(release("2.0.0")), Json::parse(R"({
    "mtls": {"mode": "permissive", "caTTL": "720h", "svidTTL": "1h", "trustDomain": "example.org",
             "persistentStorage": "on", "spireServerKeyManager": "disk", "caKeyType": "ec-p256",
             "upstreamAuthority": {}},
    "registry": {"server": "docker-registry.nginx.com/nsm", "imageTag": "2.0.0", "key": "", "username": "",
                 "password": "", "disablePublicImages": false, "imagePullPolicy": "IfNotPresent"},
    "accessControlMode": "allow", "environment": "kubernetes", "enableUDP": false,
    "nginxErrorLogLevel": "warn", "nginxLogFormat": "default", "nginxLBMethod": "least_time",
    "clientMaxBodySize": "1m", "prometheusAddress": "", "telemetry": {}})"));
  EXPECT_EQ(chart_values(release("1.6.0")).at("tracing"), Json::object());
  EXPECT_EQ(chart_values(release("1.3.1")).at("registry").at("imageTag"), "1.3.1");
}

TEST(ChartValues, AreJoinedAsHelmDoes) {
  const Release& at = release("2.0.0");
  EXPECT_EQ(with_chart_values(at, Json()), chart_values(at));
  EXPECT_EQ(with_chart_values(at, Json::array({1})), chart_values(at));
  const Json joined = with_chart_values(
      at,
      Json::parse(R"({"mtls": {"mode": "off", "caTTL": null}, "telemetry": null, "registry": 1, "x": [1]})"));
  EXPECT_EQ(joined.at("mtls").at("mode"), "off");
  EXPECT_EQ(joined.at("mtls").at("svidTTL"), "1h");
  EXPECT_FALSE(joined.at("mtls").contains("caTTL"));
  EXPECT_FALSE(joined.contains("telemetry"));
  EXPECT_EQ(joined.at("registry"), 1);
  EXPECT_EQ(joined.at("x"), Json::array({1}));
}

}  // namespace
}  // namespace nsmkit::releases
