// What verify says of bundles: sound ones, and ones that were changed in each way that matters.
#include "bundle/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "tests/bundle/bundle_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::bundle {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Verification verify(std::string_view archive, const std::string& key = {}, const ReadLimits& limits = {}) {
  base::TextSource source(archive);
  return check_bundle(read_bundle(source, "b.tar.gz", limits), key);
}

std::vector<std::string> said(const Verification& verification) {
  std::vector<std::string> lines;
  for (const base::Finding& finding : verification.findings) {
    lines.push_back(std::string(finding.rule->slug) + ": " + finding.message);
  }
  return lines;
}

std::vector<std::string> said(const std::function<void(Files&)>& change, Sums sums = Sums::kAnew) {
  return said(verify(changed(change, sums)));
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

TEST(CheckBundle, FindsNothingInASoundOne) {
  const Verification result = verify(small_bundle());
  EXPECT_THAT(said(result), IsEmpty());
  ASSERT_TRUE(result.manifest);
  EXPECT_EQ(result.manifest->objects.size(), 3U);
  EXPECT_FALSE(result.is_signed);
}

TEST(CheckBundle, PackedAnewItIsTheSame) {
  EXPECT_THAT(said([](Files&) {}), IsEmpty());
}

TEST(CheckBundle, SeesAChangedFile) {
  EXPECT_THAT(said([](Files& files) { files["README.md"] += "x"; }, Sums::kAsTheyAre),
              ElementsAre("bundle-checksum: README.md is not the file whose checksum stands in SHA256SUMS"));
}

TEST(CheckBundle, SeesAChangedFileWithItsChecksumMadeAnew) {
  EXPECT_THAT(said([](Files& files) { files["README.md"] += "x"; }),
              ElementsAre("bundle-manifest-disagrees: README.md is not the file that bundle.json names"));
}

TEST(CheckBundle, SeesAMissingFile) {
  EXPECT_THAT(said([](Files& files) { files.erase("README.md"); }, Sums::kAsTheyAre),
              ElementsAre("bundle-file-missing: README.md is not in the bundle",
                          "bundle-file-missing: README.md is named by SHA256SUMS, and not in the bundle",
                          "bundle-file-missing: README.md is named by bundle.json, and not in the bundle"));
}

TEST(CheckBundle, SeesAnUnexpectedFile) {
  EXPECT_THAT(said([](Files& files) { files["extra.sh"] = "rm"; }, Sums::kAsTheyAre),
              ElementsAre("bundle-file-unexpected: extra.sh is not named by SHA256SUMS"));
  EXPECT_THAT(said([](Files& files) { files["extra.sh"] = "rm"; }),
              ElementsAre("bundle-file-unexpected: extra.sh is not named by bundle.json"));
}

TEST(CheckBundle, SeesAScriptThatIsNotItsOwn) {
  const auto lines = said([](Files& files) {
    files["restore.sh"] += "rm -rf /\n";
    replace(files["bundle.json"], "\"restore.sh\"", "\"restore.sx\"");
  });
  EXPECT_THAT(lines, ::testing::Contains(
                         "bundle-script-other: restore.sh is not the script that this nsmkit writes"));
}

TEST(CheckBundle, SeesARestoreListWithoutAnObject) {
  const auto lines = said([](Files& files) {
    std::string& list = files["restore.list"];
    list = list.substr(0, list.find("2\t"));
  });
  EXPECT_THAT(lines,
              ElementsAre("bundle-manifest-disagrees: restore.list is not the file that bundle.json names",
                          "bundle-restore-list: restore.list does not name just the objects of bundle.json"));
}

TEST(CheckBundle, SeesABrokenRestoreList) {
  const auto lines = said([](Files& files) { files["restore.list"] = "1\tx\n"; });
  EXPECT_THAT(lines,
              ::testing::Contains("bundle-restore-list: restore.list, line 1: it has 2 columns, not 6"));
}

TEST(CheckBundle, SeesAnotherObjectInAFile) {
  const auto lines = said([](Files& files) {
    replace(files["resources/waves/2/shop/trafficsplits-cart.yaml"], "name: cart\n", "name: card\n");
  });
  EXPECT_THAT(lines,
              ::testing::Contains("bundle-manifest-disagrees: resources/waves/2/shop/trafficsplits-cart.yaml "
                                  "does not hold TrafficSplit shop/cart alone"));
  EXPECT_THAT(
      lines, ::testing::Contains("bundle-manifest-disagrees: resources/trafficsplits.yaml does not hold just "
                                 "the objects that bundle.json names"));
}

TEST(CheckBundle, SeesAListThatHoldsMore) {
  const auto lines =
      said([](Files& files) { files["resources/ratelimits.yaml"] = files["resources/tcproutes.yaml"]; });
  EXPECT_THAT(lines, ::testing::Contains(
                         "bundle-manifest-disagrees: resources/ratelimits.yaml does not hold just the "
                         "objects that bundle.json names"));
}

TEST(CheckBundle, SeesABrokenManifest) {
  EXPECT_THAT(said([](Files& files) { files["bundle.json"] = "{"; }),
              ElementsAre("bundle-manifest-broken: bundle.json: it is no JSON object"));
  EXPECT_THAT(said([](Files& files) {
                replace(files["bundle.json"], "\"formatVersion\": 1", "\"formatVersion\": 2");
              })
                  .front()
                  .substr(0, 60),
              "bundle-newer-format: bundle.json: it has format version 2, a");
  EXPECT_THAT(
      said([](Files& files) { replace(files["bundle.json"], "\"restored\": 2", "\"restored\": 3"); }),
      ElementsAre("bundle-manifest-disagrees: bundle.json: its summary is not what its lists add up to"));
}

// Whatever stands in bundle.json, it is a finding.
TEST(CheckBundle, SurvivesAnyManifest) {
  const Json sound = Json::parse(unpack(small_bundle())["bundle.json"]);
  const Json odd[] = {nullptr, true, -1, 1e300, "x", Json::array({1}), {{"x", 1}}};
  const Json flat = sound.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    for (const Json& replacement : odd) {
      Json json = sound;
      json[Json::json_pointer(pointer)] = replacement;
      if (json == sound) {
        continue;
      }
      const auto lines = said([&json](Files& files) { files["bundle.json"] = json.dump(); });
      // Who made it and from what is for people to read; the rest must fit.
      const bool is_word = replacement.is_string() || replacement.is_boolean() || replacement.is_null();
      if (!is_word && !pointer.starts_with("/findings") && !pointer.starts_with("/sources") &&
          !pointer.starts_with("/tool/name") && pointer.find("/source/") == std::string::npos) {
        EXPECT_THAT(lines, ::testing::Not(IsEmpty())) << pointer << " = " << replacement;
      }
    }
  }
}

TEST(CheckBundle, SeesBrokenSums) {
  EXPECT_THAT(said([](Files& files) { files["SHA256SUMS"] = "abc  x\n"; }, Sums::kAsTheyAre).front(),
              "bundle-manifest-broken: SHA256SUMS, line 1: this is no digest, two blanks and a path");
  EXPECT_THAT(
      said([](Files& files) { files["SHA256SUMS"] += std::string(64, 'a') + "  ../x\n"; }, Sums::kAsTheyAre)
          .front(),
      "bundle-manifest-broken: SHA256SUMS, line 14: the path is none that a bundle has");
}

TEST(CheckBundle, CutAnywhereItIsNotSound) {
  const std::string archive = small_bundle();
  for (std::size_t size = 0; size < archive.size(); size += 7) {
    const Verification result = verify(std::string_view(archive).substr(0, size));
    ASSERT_FALSE(result.findings.empty()) << size;
    EXPECT_TRUE(base::any_incomplete(result.findings)) << size;
  }
}

TEST(CheckBundle, HoldsNoMoreThanItMay) {
  ReadLimits limits;
  limits.max_kept = 1000;
  const Verification result = verify(small_bundle(), {}, limits);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings.front().rule->slug, "bundle-beyond-limits");
}

struct Keys {
  std::string private_key;
  std::string public_key;
};

std::optional<Keys> make_keys(const std::string& algorithm) {
  const testing_support::TemporaryFolder folder;
  const std::string path = folder.path().string();
  const std::string command = "openssl genpkey " + algorithm + " -out " + path +
                              "/k.pem 2>/dev/null && openssl pkey -in " + path + "/k.pem -pubout -out " +
                              path + "/p.pem 2>/dev/null";
  if (std::system(command.c_str()) != 0) {
    return std::nullopt;
  }
  return Keys{testing_support::content_of(path + "/k.pem"), testing_support::content_of(path + "/p.pem")};
}

TEST(CheckBundle, ChecksSignatures) {
  for (const std::string algorithm :
       {"-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-algorithm ED25519"}) {
    const auto keys = make_keys(algorithm);
    const auto others = make_keys(algorithm);
    if (!keys || !others) {
      GTEST_SKIP() << "the program openssl is missing";
    }
    const std::string archive = small_bundle(keys->private_key);
    EXPECT_THAT(said(verify(archive, keys->public_key)), IsEmpty());
    EXPECT_TRUE(verify(archive, keys->public_key).signature_fits);
    EXPECT_THAT(
        said(verify(archive, others->public_key)),
        ElementsAre("bundle-signature-wrong: SHA256SUMS.sig is not the signature of SHA256SUMS by this key"));
    EXPECT_THAT(
        said(verify(archive)),
        ElementsAre(
            "bundle-signature-unchecked: the bundle is signed, and no key was given to check it with"));
    EXPECT_THAT(said(verify(small_bundle(), keys->public_key)),
                ElementsAre("bundle-signature-missing: the bundle has no signature"));
    Files files = unpack(archive);
    files["SHA256SUMS.sig"] = "%%%\n";
    EXPECT_THAT(
        said(verify(pack(files, Sums::kAsTheyAre), keys->public_key)),
        ElementsAre("bundle-signature-wrong: SHA256SUMS.sig is not the signature of SHA256SUMS by this key"));
    EXPECT_THROW(static_cast<void>(verify(archive, "no key")), base::Error);
  }
}

}  // namespace
}  // namespace nsmkit::bundle
