#include "releases/image_mirror.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "releases/config_fields.hpp"
#include "yaml/recheck.hpp"

namespace nsmkit::releases {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Release& release(std::string_view version) { return *catalog().find_release(version); }

std::vector<const Release*> releases_with_images() {
  std::vector<const Release*> found;
  for (const Release& each : catalog().releases()) {
    if (knows_images(each)) {
      found.push_back(&each);
    }
  }
  return found;
}

Json read_yaml(const std::string& text) {
  const yaml::Recheck read = yaml::recheck(text);
  EXPECT_FALSE(read.problem.has_value()) << read.problem->message;
  EXPECT_EQ(read.documents.size(), 1U);
  return read.documents.at(0).value;
}

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.insert(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST(ImageList, NamesOriginOrMirror) {
  const auto from = lines_of(image_list(image_mirror(release("2.0.0"), Platform::kKubernetes)));
  const auto to = lines_of(image_list(image_mirror(release("2.0.0"), Platform::kKubernetes, "r.io/a")));
  EXPECT_THAT(from, Contains("docker.io/library/nats:2.9-alpine"));
  EXPECT_THAT(to, Contains("r.io/a/nats:2.9-alpine"));
  EXPECT_THAT(to, Contains("r.io/a/kubectl:latest"));
  EXPECT_THAT(to, Each(StartsWith("r.io/a/")));
  EXPECT_EQ(from.size(), 11U);
  EXPECT_EQ(to.size(), from.size());
}

TEST(SkopeoYaml, HoldsTheImagesOfTheList) {
  for (const Release* at : releases_with_images()) {
    const ImageMirror mirror = image_mirror(*at, std::nullopt, "r.io/a");
    std::set<std::string> found;
    const Json registries = read_yaml(skopeo_yaml(mirror));
    for (const auto& [host, registry] : registries.items()) {
      EXPECT_EQ(registry.at("tls-verify"), true);
      EXPECT_EQ(registry.size(), 2U);
      for (const auto& [path, tags] : registry.at("images").items()) {
        for (const Json& tag : tags) {
          ASSERT_TRUE(tag.is_string()) << path << ' ' << tag;
          std::string reference = host;
          reference += "/" + path;
          reference += ":" + tag.get<std::string>();
          found.insert(reference);
        }
      }
    }
    EXPECT_EQ(found, lines_of(image_list(image_mirror(*at, std::nullopt)))) << at->version;
  }
}

TEST(SkopeoYaml, QuotesTagsThatWouldBeNumbers) {
  EXPECT_THAT(skopeo_yaml(image_mirror(release("1.2.1"), std::nullopt)), HasSubstr("- \"2.21\"\n"));
  EXPECT_THAT(skopeo_yaml(image_mirror(release("1.6.0"), std::nullopt)), HasSubstr("- \"20.04\"\n"));
}

TEST(SkopeoYaml, SaysHowItIsUsed) {
  EXPECT_THAT(skopeo_yaml(image_mirror(release("2.0.0"), std::nullopt, "r.io/a")),
              HasSubstr("skopeo sync --all --src yaml --dest docker FILE r.io/a\n"));
  EXPECT_THAT(skopeo_yaml(image_mirror(release("2.0.0"), std::nullopt)),
              HasSubstr("--src dir --dest docker DIRECTORY REGISTRY\n"));
}

TEST(MirrorValues, AreThoseTheReleaseReads) {
  for (const Release* at : releases_with_images()) {
    const ImageMirror mirror = image_mirror(*at, Platform::kKubernetes, "r.io:5000/a");
    const Json values = mirror_values(mirror);
    EXPECT_EQ(
        values,
        Json({{"registry",
               {{"server", "r.io:5000/a"}, {"imageTag", at->version}, {"disablePublicImages", true}}}}));
    for (const auto& [name, value] : values.at("registry").items()) {
      const ConfigField* field = config_field("registry." + name);
      ASSERT_NE(field, nullptr) << name;
      EXPECT_TRUE(reads(*at, *field)) << at->version << ' ' << name;
      EXPECT_EQ(field->type, value.is_boolean() ? "boolean" : "string");
    }
    EXPECT_EQ(read_yaml(mirror_values_yaml(mirror)), values) << at->version;
  }
}

TEST(MirrorValues, NameTheDeployCommand) {
  EXPECT_THAT(mirror_values_yaml(image_mirror(release("1.7.0"), std::nullopt, "r.io/a")),
              HasSubstr("nginx-meshctl deploy --registry-server r.io/a --image-tag 1.7.0 "
                        "--disable-public-images\n"));
}

TEST(MirrorNotes, CallOutTagsThatMove) {
  const auto notes = mirror_notes(image_mirror(release("1.7.0"), Platform::kKubernetes));
  EXPECT_EQ(notes.size(), 2U);
  EXPECT_THAT(notes,
              Contains(HasSubstr("'latest' is pulled, whatever that is on the day: "
                                 "docker.io/bitnami/kubectl:latest, docker.io/curlimages/curl:latest;")));
  EXPECT_THAT(notes, Contains("the tag names a line of releases and moves to each new one: "
                              "docker.io/library/nats:2.9-alpine"));
}

TEST(MirrorNotes, CallOutWhatOnlySomeNeed) {
  const auto both = mirror_notes(image_mirror(release("1.4.0"), std::nullopt));
  EXPECT_THAT(both, Contains("docker.io/grafana/grafana:8.3.4 is needed only when deployGrafana is true"));
  EXPECT_THAT(both, Contains(HasSubstr("needed on OpenShift only: "
                                       "docker-registry.nginx.com/nsm/nginx-mesh-csi-driver:1.4.0,")));
  const auto openshift = mirror_notes(image_mirror(release("1.4.0"), Platform::kOpenShift));
  EXPECT_THAT(openshift, Not(Contains(HasSubstr("OpenShift"))));
}

TEST(MirrorNotes, CallOutChartsThatFallShort) {
  EXPECT_THAT(mirror_notes(image_mirror(release("1.2.0"), Platform::kOpenShift)),
              Contains(HasSubstr("release 1.2.0 has no value 'environment'")));
  EXPECT_THAT(mirror_notes(image_mirror(release("1.2.0"), std::nullopt)),
              Not(Contains(HasSubstr("OpenShift"))));
  EXPECT_THAT(mirror_notes(image_mirror(release("1.2.1"), std::nullopt)),
              Contains(HasSubstr("without registry.imageTag 1.2.1")));
}

std::string fault(std::string_view server) { return registry_fault(release("2.0.0"), server).value_or(""); }

TEST(RegistryName, MayBeHostPortAndPath) {
  for (const char* good : {"registry.example.com", "registry.example.com:5000", "registry.example.com/nsm",
                           "localhost:5000/a/b-c/d_e.f", "10.0.0.1:443/x", "[::1]:5000/x", "[fe80::1]",
                           "Registry.Example.COM/nsm", "gcr.io/project-1/nsm", "mirror"}) {
    EXPECT_EQ(fault(good), "") << good;
  }
}

TEST(RegistryName, IsRefusedInPlainWords) {
  EXPECT_EQ(fault(""), "is empty");
  EXPECT_EQ(fault("https://r.io"), "is a URL; leave out 'https://'");
  EXPECT_EQ(fault("docker://r.io/a"), "is a URL; leave out 'docker://'");
  EXPECT_EQ(fault("r.io/a/"), "ends in '/'; leave that out");
  EXPECT_EQ(fault("r.io/a:1.0"), "has a tag or a digest; give host[:port][/path] alone");
  EXPECT_EQ(fault("r.io/a@sha256"), "has a tag or a digest; give host[:port][/path] alone");
  EXPECT_THAT(fault("r.io/Nsm"), StartsWith("has 'Nsm' in its path; "));
  EXPECT_THAT(fault("r.io//a"), StartsWith("has '' in its path; "));
  EXPECT_THAT(fault("r.io/a../b"), StartsWith("has 'a..' in its path; "));
  EXPECT_THAT(fault(std::string(201, 'a')), StartsWith("is longer than 200"));
  EXPECT_EQ(fault("docker-registry.nginx.com/nsm"), "is where the images come from, not a mirror of them");
  EXPECT_EQ(fault("docker.io/bitnami"), "is where the images come from, not a mirror of them");
}

TEST(RegistryName, MustBeginWithAHost) {
  for (const std::string bad :
       {"/a", "-r.io", "r.io:", "r.io:http", "r.io:123456", "r io", "r.io'x", "$(id)", "a;b", "`a`", "a\nb",
        "[::1", "[::1]x", "[g]", ".", "r.io.", ":5000", "é.io"}) {
    EXPECT_THAT(fault(bad), StartsWith("does not begin with a host")) << bad;
  }
  EXPECT_THAT(fault(std::string_view("r\0.io", 5)), StartsWith("does not begin with a host"));
}

}  // namespace
}  // namespace nsmkit::releases
