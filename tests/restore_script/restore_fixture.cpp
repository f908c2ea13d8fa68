#include "tests/restore_script/restore_fixture.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace nsmkit::bundle {

namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string>& kinds() {
  static const std::map<std::string, std::string> table = {
      {kRoutes, "HTTPRouteGroup"}, {kTcpRoutes, "TCPRoute"}, {kTargets, "TrafficTarget"},
      {kSplits, "TrafficSplit"},   {kLimits, "RateLimit"},   {kBreakers, "CircuitBreaker"}};
  return table;
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

}  // namespace

Outcome run_shell(const std::string& command) {
  const testing_support::TemporaryFolder folder;
  const fs::path script = folder.path() / "run";
  write(script, command + "\n");
  const std::string line = "setsid -w /bin/sh " + quoted(script) + " </dev/null >" +
                           quoted(folder.path() / "out") + " 2>" + quoted(folder.path() / "err");
  const int raw = std::system(line.c_str());
  return {WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw),
          testing_support::content_of(folder.path() / "out"),
          testing_support::content_of(folder.path() / "err")};
}

std::string lines_with(const std::string& text, const std::string& word) {
  std::istringstream lines(text);
  std::string found;
  for (std::string line; std::getline(lines, line);) {
    found += line.find(word) == std::string::npos ? "" : line + "\n";
  }
  return found;
}

void RestoreFixture::SetUp() {
  bundle_ = folder_.path() / "bundle";
  fs::create_directories(folder_.path() / "bin");
  fs::create_symlink(NSMKIT_SOURCE_DIR "/tests/restore_script/stub_kubectl.sh",
                     folder_.path() / "bin/kubectl");
  write(cluster() / "namespaces", "default\tActive\nkube-system\tActive\nshop\tActive\n");
  write(cluster() / "uid", "c1u5te4-0001");
  write(cluster() / "webhook", "");
  for (const auto& [resource, kind] : kinds()) {
    write(cluster() / "crds" / resource, "True\tv1");
  }
}

RestoreEntry RestoreFixture::entry(const std::string& resource, const std::string& name,
                                   const std::string& space, Ownership ownership) {
  const std::uint32_t wave = restore_wave(resource).value_or(0);
  std::string file = "resources/waves/" + std::to_string(wave) + "/" + space + "/" + resource;
  if (ownership == Ownership::kOwned) {
    file = "resources/controller-owned/" + resource + "-" + space;
  }
  return {wave, resource, space, name, file + "-" + name + ".yaml", ownership};
}

std::string RestoreFixture::yaml(const RestoreEntry& entry, const std::string& value) {
  const std::string group = entry.resource.substr(entry.resource.find('.') + 1);
  const std::string space = entry.space == "-" ? "" : "  namespace: " + entry.space + "\n";
  return "apiVersion: " + group + "/v1\nkind: " + kinds().at(entry.resource) +
         "\nmetadata:\n  name: " + entry.name + "\n" + space + "spec:\n  " + value + "\n";
}

std::vector<RestoreEntry> RestoreFixture::four() {
  return {entry(kRoutes, "routes"), entry(kSplits, "split"), entry(kLimits, "limit"),
          entry(kBreakers, "breaker")};
}

void RestoreFixture::write_bundle(const std::vector<RestoreEntry>& entries) {
  fs::remove_all(bundle_);
  fs::create_directories(bundle_);
  fs::copy_file(NSMKIT_SOURCE_DIR "/schemas/bundle/restore.sh", bundle_ / "restore.sh");
  write(bundle_ / "bundle.json", "{}\n");
  write(bundle_ / "restore.list", restore_list(entries));
  for (const RestoreEntry& each : entries) {
    write(bundle_ / each.file, yaml(each));
  }
  seal();
}

void RestoreFixture::seal() const {
  const Outcome sealed =
      run_shell("cd " + quoted(bundle_) +
                " && find . -type f ! -name SHA256SUMS | sed 's|^./||' | sort | xargs "
                "sha256sum >.sums && mv .sums SHA256SUMS && sed -i '/ .sums$/d' SHA256SUMS");
  ASSERT_EQ(sealed.status, 0) << sealed.err;
}

Outcome RestoreFixture::kubectl(const std::string& arguments, const Environment& environment) const {
  std::string command = "export FAKE_CLUSTER=" + quoted(cluster()) + "\n";
  for (const auto& [name, value] : environment) {
    command += "export " + name + "='" + value + "'\n";
  }
  return run_shell(command + quoted(folder_.path() / "bin/kubectl") + " " + arguments);
}

void RestoreFixture::put_live(const RestoreEntry& entry, const std::string& value) const {
  const fs::path object = cluster() / "objects" / entry.resource / entry.space / entry.name;
  write(object / "body", yaml(entry, value));
  write(object / "uid", "uid-of-" + value.substr(value.find(' ') + 1) + "\n");
  write(object / "version", "7\n");
  write(object / "writer", "kubectl-create\n");
}

void RestoreFixture::remove_live(const RestoreEntry& entry) const {
  fs::remove_all(cluster() / "objects" / entry.resource / entry.space / entry.name);
}

Outcome RestoreFixture::restore(const std::string& arguments, const Environment& environment) const {
  std::string command = "export FAKE_CLUSTER=" + quoted(cluster()) +
                        "\nexport PATH=" + quoted(folder_.path() / "bin") +
                        ":\"$PATH\"\nexport TMPDIR=" + quoted(folder_.path()) + "\n";
  for (const auto& [name, value] : environment) {
    command += "export " + name + "='" + value + "'\n";
  }
  return run_shell(command + "cd " + quoted(folder_.path()) + "\nexec " + shell_ + " " +
                   quoted(bundle_ / "restore.sh") + " " + arguments);
}

std::string RestoreFixture::live() const {
  std::vector<std::string> lines;
  if (!fs::exists(cluster() / "objects")) return "";
  for (const auto& each : fs::recursive_directory_iterator(cluster() / "objects")) {
    if (each.path().filename() != "body") {
      continue;
    }
    const fs::path object = each.path().parent_path();
    std::string body = testing_support::content_of(each.path());
    body.erase(0, body.rfind("\n  ") + 3);
    std::string uid = testing_support::content_of(object / "uid");
    uid.pop_back();
    lines.push_back(object.parent_path().parent_path().filename().string() + " " +
                    object.parent_path().filename().string() + "/" + object.filename().string() + " " + uid +
                    " " + body);
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) {
    text += line;
  }
  return text;
}

std::string RestoreFixture::calls() {
  std::string text = testing_support::content_of(cluster() / "calls");
  fs::remove(cluster() / "calls");
  fs::remove(cluster() / "count");
  return text;
}

void RestoreFixture::move_bundle(const fs::path& name) {
  const fs::path target = folder_.path() / name;
  fs::rename(bundle_, target);
  bundle_ = target;
}

fs::path RestoreFixture::journal() const {
  const fs::path state = bundle_.string() + ".restore";
  if (!fs::exists(state)) return {};
  const auto first = fs::directory_iterator(state);
  return first == fs::directory_iterator() ? fs::path() : first->path();
}

}  // namespace nsmkit::bundle
