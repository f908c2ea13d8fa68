#include "releases/images.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "releases/config_fields.hpp"
#include "releases/images_data.hpp"
#include "tests/releases/shared.hpp"

namespace nsmkit::releases {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const Release& release(std::string_view version) { return *catalog().find_release(version); }

std::vector<std::string> references(std::string_view version, std::optional<Platform> platform) {
  std::vector<std::string> found;
  for (const Image& image : images_of(release(version), platform)) {
    found.push_back(image.reference());
  }
  return found;
}

Image image(std::string_view version, const std::string& repository) {
  for (Image& each : images_of(release(version), std::nullopt)) {
    if (each.repository == repository) {
      return each;
    }
  }
  ADD_FAILURE() << version << " has no " << repository;
  return {};
}

TEST(Platforms, HaveNames) {
  EXPECT_EQ(platform_named("openshift"), Platform::kOpenShift);
  EXPECT_EQ(platform_named("kubernetes"), Platform::kKubernetes);
  EXPECT_EQ(platform_named("OpenShift"), std::nullopt);
  EXPECT_EQ(platform_named(""), std::nullopt);
}

TEST(Images, AreThoseOfTheRelease) {
  const std::string mesh = "docker-registry.nginx.com/nsm/nginx-mesh-";
  EXPECT_THAT(references("2.0.0", Platform::kKubernetes),
              ElementsAre(mesh + "cert-reloader:2.0.0", mesh + "controller:2.0.0", mesh + "init:2.0.0",
                          mesh + "metrics:2.0.0", mesh + "sidecar:2.0.0", "docker.io/bitnami/kubectl:latest",
                          "docker.io/curlimages/curl:latest", "gcr.io/spiffe-io/k8s-workload-registrar:1.5.6",
                          "gcr.io/spiffe-io/spire-agent:1.5.6", "gcr.io/spiffe-io/spire-server:1.5.6",
                          "docker.io/library/nats:2.9-alpine"));
}

TEST(Images, DependOnThePlatform) {
  const auto both = references("1.6.0", std::nullopt);
  const auto kubernetes = references("1.6.0", Platform::kKubernetes);
  EXPECT_EQ(both, references("1.6.0", Platform::kOpenShift));
  for (const char* name :
       {"docker-registry.nginx.com/nsm/nginx-mesh-csi-driver:1.6.0",
        "registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.5.1", "docker.io/library/ubuntu:20.04"}) {
    EXPECT_THAT(both, Contains(name));
    EXPECT_THAT(kubernetes, Not(Contains(name)));
  }
  EXPECT_EQ(both.size(), kubernetes.size() + 3);
  EXPECT_EQ(references("1.2.0", Platform::kOpenShift), references("1.2.0", Platform::kKubernetes));
}

TEST(Images, AreKnownFromTheFirstChartOn) {
  EXPECT_EQ(first_with_images().version, "1.1.0");
  for (const Release& each : catalog().releases()) {
    EXPECT_EQ(knows_images(each), values_schema(each) != nullptr) << each.version;
    EXPECT_EQ(images_of(each, std::nullopt).empty(), !knows_images(each)) << each.version;
  }
  EXPECT_THAT(image_remarks(release("1.0.0")), IsEmpty());
}

TEST(Images, HaveNamesInParts) {
  const Image nats = image("1.7.0", "nats");
  EXPECT_EQ(nats.registry(), "docker.io");
  EXPECT_EQ(nats.path(), "library/nats");
  EXPECT_EQ(nats.chart_reference(), "nats:2.9-alpine");
  EXPECT_EQ(nats.mirror_name(), "nats:2.9-alpine");
  const Image kubectl = image("1.7.0", "bitnami/kubectl");
  EXPECT_EQ(kubectl.registry(), "docker.io");
  EXPECT_EQ(kubectl.path(), "bitnami/kubectl");
  EXPECT_EQ(kubectl.chart_reference(), "bitnami/kubectl");
  EXPECT_EQ(kubectl.mirror_name(), "kubectl:latest");
  const Image registrar = image("1.5.0", "k8s.gcr.io/sig-storage/csi-node-driver-registrar");
  EXPECT_EQ(registrar.registry(), "k8s.gcr.io");
  EXPECT_EQ(registrar.path(), "sig-storage/csi-node-driver-registrar");
  EXPECT_EQ(registrar.reference(), registrar.chart_reference());
  EXPECT_EQ(registrar.mirror_name(), "csi-node-driver-registrar:v2.5.1");
}

TEST(Images, SayHowFarTheirTagsCanBeTrusted) {
  EXPECT_EQ(image("1.7.0", "nats").tag_kind, TagKind::kMoving);
  EXPECT_EQ(image("1.6.0", "nats").tag_kind, TagKind::kExact);
  EXPECT_EQ(image("2.0.0", "ubuntu").tag_kind, TagKind::kMoving);
  EXPECT_EQ(image("1.3.1", "openzipkin/zipkin").tag_kind, TagKind::kMoving);
  EXPECT_EQ(image("1.4.0", "openzipkin/zipkin").tag_kind, TagKind::kExact);
  EXPECT_EQ(image("2.0.0", "curlimages/curl").tag_kind, TagKind::kLatest);
}

TEST(Images, NameSettingsThatTheReleaseReads) {
  EXPECT_EQ(image("1.4.1", "grafana/grafana").condition, "deployGrafana is true");
  int conditions = 0;
  for (const Release& each : catalog().releases()) {
    for (const Image& pulled : images_of(each, std::nullopt)) {
      if (!pulled.condition.empty()) {
        const ConfigField* field = config_field(pulled.condition.substr(0, pulled.condition.find(' ')));
        ASSERT_NE(field, nullptr) << pulled.condition;
        EXPECT_TRUE(reads(each, *field)) << each.version << ' ' << pulled.condition;
        ++conditions;
      }
    }
  }
  EXPECT_EQ(conditions, 7 * 4);
}

TEST(Images, OfTheMeshAreTaggedWithTheRelease) {
  for (const Release& each : catalog().releases()) {
    for (const Image& pulled : images_of(each, std::nullopt)) {
      EXPECT_EQ(pulled.of_mesh, pulled.registry() == "docker-registry.nginx.com") << pulled.reference();
      EXPECT_TRUE(!pulled.of_mesh || pulled.tag == each.version) << pulled.reference();
    }
  }
}

TEST(Images, EqualTheFacts) {
  const auto facts = shared_json("facts/releases.json");
  if (!facts) {
    GTEST_SKIP() << "the facts are not there";
  }
  std::size_t compared = 0;
  for (const Json& fact : facts->at("releases")) {
    const Release& at = release(fact.at("version").get<std::string>());
    EXPECT_THAT(images_of(at, std::nullopt), SizeIs(fact.at("images").size())) << at.version;
    for (const Json& expected : fact.at("images")) {
      const std::string name = expected.at("path").get<std::string>();
      const Image found = image(at.version, name);
      EXPECT_EQ(found.chart_reference(), expected.at("ref")) << at.version;
      EXPECT_EQ(found.tag_kind == TagKind::kLatest, expected.at("tag").get<std::string>().empty())
          << at.version << ' ' << name;
      EXPECT_EQ(found.of_mesh, expected.at("distributed").get<bool>()) << at.version << ' ' << name;
      EXPECT_EQ(found.platform == Platform::kOpenShift, expected.at("environment") == "openshift") << name;
      EXPECT_EQ(!found.condition.empty(), expected.at("when").get<std::string>().starts_with("only when"));
      EXPECT_EQ(Json(found.sources), expected.at("sources")) << at.version << ' ' << name;
      std::string in_mirror = "<registry.server>/" + found.mirror_name();
      if (found.tag_kind == TagKind::kLatest) {
        in_mirror = in_mirror.substr(0, in_mirror.rfind(':'));
      }
      EXPECT_EQ(in_mirror, expected.at("privateRegistryRef"));
      ++compared;
    }
  }
  EXPECT_GE(compared, 150U);
}

constexpr const char* kGood = R"({
  "images": [{"repository": "r.io/mesh", "mesh": true, "purpose": "p"},
             {"repository": "other", "purpose": "p", "platform": "openshift", "when": "x is true"}],
  "releases": [{"version": "1.1.0", "chart": "c/", "notes": ["n"], "images": [
    {"repository": "other", "sources": ["a"], "purpose": "q"},
    {"repository": "r.io/mesh", "tag": "1", "sources": ["b#L1"]}]}]})";

/// What read_release_images() says of the good data with one value replaced; empty: nothing.
std::string error_after(const std::string& pointer, const char* value) {
  Json data = Json::parse(kGood);
  data[Json::json_pointer(pointer)] = Json::parse(value);
  try {
    (void)read_release_images(data);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(ImageData, IsRead) {
  const auto all = read_release_images(Json::parse(kGood));
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].release, "1.1.0");
  EXPECT_THAT(all[0].remarks, ElementsAre("n"));
  ASSERT_THAT(all[0].images, SizeIs(2));
  EXPECT_EQ(all[0].images[0].repository, "r.io/mesh");
  EXPECT_EQ(all[0].images[1].purpose, "q");
  EXPECT_EQ(all[0].images[1].tag, "latest");
  EXPECT_EQ(all[0].images[1].condition, "x is true");
  EXPECT_EQ(all[0].images[1].platform, Platform::kOpenShift);
  EXPECT_THAT(all[0].images[0].sources, ElementsAre("c/b#L1"));
}

TEST(ImageData, RefusesWhatIsBroken) {
  const std::string first = "/releases/0/images/0";
  EXPECT_THAT(error_after("/releases/0/version", R"("1.1.9")"), HasSubstr("1.1.9"));
  EXPECT_THAT(error_after("/releases/0/images", "[]"), HasSubstr("no image of the mesh"));
  EXPECT_THAT(error_after("/releases/0/images", "7"), HasSubstr("1.1.0: "));
  EXPECT_THAT(error_after(first + "/repository", R"("nats")"), HasSubstr("nats is not described"));
  EXPECT_THAT(error_after(first + "/tag", R"("a b")"), HasSubstr("\"a b\" is no tag"));
  EXPECT_THAT(error_after(first + "/tag", R"("-a")"), HasSubstr("is no tag"));
  EXPECT_THAT(error_after(first + "/tag", R"("")"), HasSubstr("is no tag"));
  EXPECT_THAT(error_after(first + "/tag", R"("latest")"), HasSubstr("is no tag"));
  EXPECT_THAT(error_after(first + "/sources", "[]"), HasSubstr("other has no source"));
  EXPECT_THAT(error_after(first + "/purpose", R"("")"), HasSubstr("purpose is no line"));
  EXPECT_THAT(error_after("/images/0/repository", R"("Mesh")"), HasSubstr("\"Mesh\" is no name"));
  EXPECT_THAT(error_after("/images/0/repository", R"("a//b")"), HasSubstr("is no name"));
  EXPECT_THAT(error_after("/images/0/repository", R"("other")"), HasSubstr("other is described twice"));
  EXPECT_THAT(error_after("/images/1/platform", R"("eks")"), HasSubstr("\"eks\" is no platform"));
  EXPECT_THAT(error_after("/images/1/when", R"("a\nb")"), HasSubstr("when is no line"));
  EXPECT_THAT(error_after("/images/2", R"({"repository": "x", "purpose": "p"})"),
              HasSubstr("no release pulls x"));
}

TEST(ImageData, RefusesImagesThatDoNotGoTogether) {
  Json data = Json::parse(kGood);
  data["images"][0]["repository"] = "r.io/other";
  data["releases"][0]["images"][1] = {{"repository", "r.io/other"}, {"tag", "1"}, {"sources", {"a"}}};
  data["releases"][0]["images"][0]["tag"] = "1";
  EXPECT_THROW((void)read_release_images(data), std::runtime_error) << "one name in a mirror";
  EXPECT_THAT(error_after("/images/1/mesh", "true"), HasSubstr("another tag than"));
  Json twice = Json::parse(kGood);
  twice["releases"].push_back(twice["releases"][0]);
  EXPECT_THROW((void)read_release_images(twice), std::runtime_error);
  twice["releases"][0]["version"] = "1.2.0";
  EXPECT_THROW((void)read_release_images(twice), std::runtime_error) << "out of order";
}

}  // namespace
}  // namespace nsmkit::releases
