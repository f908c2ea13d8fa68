// Runs mirror-images.sh with stand-ins for skopeo, docker and podman, which write down how they are called.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "releases/image_mirror.hpp"

namespace nsmkit::releases {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Outcome {
  int status = 0;
  std::string text;                ///< both streams
  std::vector<std::string> calls;  ///< of the stand-ins, one command line each
};

Outcome shell(const std::string& command) {
  Outcome outcome;
  std::FILE* pipe = ::popen(("( " + command + " ) 2>&1").c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    outcome.text += static_cast<char>(c);
  }
  const int raw = ::pclose(pipe);
  outcome.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
  return outcome;
}

class MirrorScript : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "nsmkit-mirror-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    fs::create_directory(folder_ / "bin");
    fs::create_symlink("/bin/cat", folder_ / "bin/cat");
  }

  void TearDown() override { fs::remove_all(folder_); }

  /// A program that fails when one of its arguments contains $FAIL_ON.
  void stand_in(const std::string& name) {
    const fs::path path = folder_ / "bin" / name;
    std::ofstream(path) << "#!/bin/sh\nprintf '%s %s\\n' " << name << " \"$*\" >>'"
                        << (folder_ / "calls").string()
                        << "'\ncat >/dev/null\ncase \"$*\" in *\"${FAIL_ON:-nothing}\"*) exit 1 ;; esac\n";
    fs::permissions(path, fs::perms::owner_all);
  }

  void write(const ImageMirror& mirror) { std::ofstream(script()) << mirror_script(mirror); }

  [[nodiscard]] fs::path script() const { return folder_ / "mirror-images.sh"; }

  /// Runs the script; `settings` are put before it, `arguments` behind.
  Outcome run(const std::string& arguments, const std::string& settings = "",
              const std::string& with = "/bin/sh") {
    fs::remove(folder_ / "calls");
    Outcome outcome = shell("PATH='" + (folder_ / "bin").string() + "' " + settings + " " + with + " '" +
                            script().string() + "' " + arguments + " </dev/null");
    std::ifstream calls(folder_ / "calls");
    for (std::string line; std::getline(calls, line);) {
      outcome.calls.push_back(line);
    }
    return outcome;
  }

 private:
  fs::path folder_;
};

const Release& release(std::string_view version) { return *catalog().find_release(version); }

TEST_F(MirrorScript, CopiesWithSkopeo) {
  stand_in("skopeo");
  stand_in("docker");
  write(image_mirror(release("2.0.0"), Platform::kKubernetes));
  const Outcome outcome = run("r.io:5000/a");
  EXPECT_EQ(outcome.status, 0) << outcome.text;
  ASSERT_THAT(outcome.calls, SizeIs(11));
  EXPECT_EQ(outcome.calls.front(),
            "skopeo copy --all docker://docker-registry.nginx.com/nsm/nginx-mesh-cert-reloader:2.0.0 "
            "docker://r.io:5000/a/nginx-mesh-cert-reloader:2.0.0");
  EXPECT_EQ(
      outcome.calls.back(),
      "skopeo copy --all docker://docker.io/library/nats:2.9-alpine docker://r.io:5000/a/nats:2.9-alpine");
  EXPECT_THAT(outcome.text, HasSubstr("11 images copied to r.io:5000/a\n"));
}

TEST_F(MirrorScript, CopiesEveryImageOfEveryRelease) {
  stand_in("skopeo");
  for (const Release& each : catalog().releases()) {
    if (!knows_images(each)) {
      continue;
    }
    const ImageMirror mirror = image_mirror(each, std::nullopt, "r.io/a");
    write(mirror);
    std::vector<std::string> expected;
    for (const Image& image : mirror.images) {
      std::string call = "skopeo copy --all docker://";
      call += image.reference();
      call += " docker://" + mirror_reference(mirror, image);
      expected.push_back(std::move(call));
    }
    EXPECT_EQ(run("").calls, expected) << each.version;
  }
}

TEST_F(MirrorScript, FallsBackToDocker) {
  stand_in("docker");
  stand_in("podman");
  write(image_mirror(release("2.0.0"), Platform::kKubernetes));
  const Outcome outcome = run("r.io/a/");
  EXPECT_EQ(outcome.status, 0) << outcome.text;
  ASSERT_THAT(outcome.calls, SizeIs(33));
  EXPECT_THAT(std::vector<std::string>(outcome.calls.end() - 3, outcome.calls.end()),
              ElementsAre("docker pull docker.io/library/nats:2.9-alpine",
                          "docker tag docker.io/library/nats:2.9-alpine r.io/a/nats:2.9-alpine",
                          "docker push r.io/a/nats:2.9-alpine"));
  EXPECT_THAT(outcome.text, HasSubstr("docker copies what is made for this machine's architecture"));
}

TEST_F(MirrorScript, TakesTheToolThatIsAskedFor) {
  stand_in("skopeo");
  stand_in("podman");
  write(image_mirror(release("2.0.0"), Platform::kKubernetes, "r.io/a"));
  const Outcome podman = run("", "MIRROR_TOOL=podman");
  ASSERT_THAT(podman.calls, SizeIs(33));
  EXPECT_THAT(podman.calls.front(), HasSubstr("podman pull "));
  const Outcome wrong = run("", "MIRROR_TOOL=crane");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_EQ(wrong.text, "mirror-images.sh: MIRROR_TOOL is 'crane'; it may be skopeo, docker or podman\n");
  EXPECT_THAT(wrong.calls, IsEmpty());
}

TEST_F(MirrorScript, GoesOnAfterAFailureAndSaysSo) {
  stand_in("skopeo");
  write(image_mirror(release("2.0.0"), Platform::kKubernetes, "r.io/a"));
  const Outcome outcome = run("", "FAIL_ON=bitnami/kubectl");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.calls, SizeIs(11));
  EXPECT_THAT(outcome.text, HasSubstr("10 copied; failed: docker.io/bitnami/kubectl:latest\n"));
}

TEST_F(MirrorScript, DoesNotPushWhatItCouldNotPull) {
  stand_in("docker");
  write(image_mirror(release("2.0.0"), Platform::kKubernetes, "r.io/a"));
  const Outcome outcome = run("", "FAIL_ON='pull docker.io'");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.calls, SizeIs(33 - 3 * 2));
  EXPECT_THAT(outcome.text, HasSubstr("8 copied; failed: docker.io/bitnami/kubectl:latest"));
}

TEST_F(MirrorScript, PrefersTheRegistryOnItsCommandLine) {
  stand_in("skopeo");
  write(image_mirror(release("2.0.0"), std::nullopt, "r.io/a"));
  EXPECT_THAT(run("").calls.back(), HasSubstr(" docker://r.io/a/ubuntu:22.04"));
  EXPECT_THAT(run("other.io/b").calls.back(), HasSubstr(" docker://other.io/b/ubuntu:22.04"));
}

TEST_F(MirrorScript, OnlySaysWhatItWouldDo) {
  write(image_mirror(release("2.0.0"), std::nullopt));
  const Outcome outcome = run("-n r.io/a");
  EXPECT_EQ(outcome.status, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("docker.io/library/ubuntu:22.04 -> r.io/a/ubuntu:22.04\n"));
  EXPECT_EQ(std::count(outcome.text.begin(), outcome.text.end(), '\n'), 14);
  EXPECT_THAT(outcome.calls, IsEmpty());
}

TEST_F(MirrorScript, RefusesWrongUsage) {
  write(image_mirror(release("2.0.0"), std::nullopt));
  const auto expect = [this](const std::string& arguments, const std::string& message) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_THAT(outcome.text, HasSubstr(message)) << arguments;
    EXPECT_THAT(outcome.calls, IsEmpty()) << arguments;
  };
  expect("r.io", "neither skopeo nor docker nor podman is installed");
  stand_in("skopeo");
  expect("", "no registry is given");
  expect("r.io a", "more than one registry is given");
  expect("https://r.io", "write the registry without 'https://'");
  expect("'r.io a'", "there is a space");
  expect("-x r.io", "usage: sh mirror-images.sh [-n] [REGISTRY]");
  EXPECT_EQ(run("-h").status, 0);
  EXPECT_THAT(run("-h").text, HasSubstr("host[:port][/path]"));
}

TEST_F(MirrorScript, RunsInOtherShells) {
  stand_in("skopeo");
  write(image_mirror(release("2.0.0"), Platform::kKubernetes, "r.io/a"));
  int shells = 0;
  for (const std::string with : {"/bin/dash", "/bin/bash --posix", "/bin/busybox sh"}) {
    if (!fs::exists(with.substr(0, with.find(' ')))) {
      continue;
    }
    const Outcome outcome = run("", "", with);
    EXPECT_EQ(outcome.status, 0) << with << ": " << outcome.text;
    EXPECT_THAT(outcome.calls, SizeIs(11)) << with;
    ++shells;
  }
  EXPECT_GE(shells, 1);
}

TEST_F(MirrorScript, PassesShellcheck) {
  if (shell("command -v shellcheck").status != 0) {
    GTEST_SKIP() << "shellcheck is not installed (Debian package shellcheck)";
  }
  for (const char* version : {"1.1.0", "1.4.1", "2.0.0"}) {
    for (const char* server : {"", "r.io:5000/a"}) {
      write(image_mirror(release(version), std::nullopt, server));
      const Outcome outcome = shell("shellcheck --shell=sh --severity=style '" + script().string() + "'");
      EXPECT_EQ(outcome.status, 0) << outcome.text;
    }
  }
}

TEST_F(MirrorScript, LeavesNoMarkUnfilled) {
  const std::string text = mirror_script(image_mirror(release("1.4.1"), std::nullopt, "r.io/a"));
  EXPECT_EQ(text.find('@'), std::string::npos);
  EXPECT_THAT(text, HasSubstr("# only when deployGrafana is true\ncopy docker.io/grafana/grafana:8.3.4 "));
  EXPECT_THAT(text, HasSubstr("# on openshift only\ncopy docker.io/library/ubuntu:20.04 ubuntu:20.04\n"));
}

}  // namespace
}  // namespace nsmkit::releases
