// `nsmkit diff` on everything below fixtures: a side differs from nothing that says the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "base/json.hpp"
#include "cli/app.hpp"
#include "io/file_system.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::cli {
namespace {

namespace fs = std::filesystem;

struct Result {
  int status;
  std::string out;
  std::string err;
};

Result nsmkit(const std::vector<std::string>& arguments, const std::string& input = {}) {
  const auto files = io::real_file_system();
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Context context{*files, in, out, err};
  const int status = run(arguments, context);
  return {status, out.str(), err.str()};
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

bool is_document(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml" || path.extension() == ".json";
}

/// All folders below fixtures that hold a document themselves, sorted.
std::vector<std::string> folders() {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(NSMKIT_SOURCE_DIR "/fixtures")) {
    if (entry.is_regular_file() && is_document(entry.path()) &&
        entry.path().string().find("/expected/") == std::string::npos) {
      found.push_back(entry.path().parent_path().string());
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

TEST(Diff, OfASideWithItselfIsEmpty) {
  int compared = 0;
  for (const std::string& folder : folders()) {
    const Result result = nsmkit({"diff", folder, folder});
    if (result.status == 3) continue;  // holds what cannot be read, on purpose
    EXPECT_EQ(result.status, 0) << folder << "\n" << result.err;
    EXPECT_EQ(result.out, "") << folder;
    EXPECT_NE(result.err.find("no differences\n"), std::string::npos) << folder;
    ++compared;
  }
  EXPECT_GT(compared, 80);
}

TEST(Diff, OfASideWithItsNormalizedFormIsEmpty) {
  const testing_support::WorkingFolder work;
  int compared = 0;
  for (const std::string& folder : folders()) {
    if (nsmkit({"-q", "normalize", folder, "-o", "clean.yaml"}).status != 0) continue;
    const Result result = nsmkit({"diff", folder, "clean.yaml"});
    EXPECT_EQ(result.status, 0) << folder << "\n" << result.err;
    EXPECT_EQ(result.out, "") << folder;
    ++compared;
  }
  EXPECT_GT(compared, 60);
}

// Notes about versions and orders are no differences; they are all that may be said.
TEST(Diff, OfASideWithItsLosslessConversionIsEmpty) {
  const testing_support::WorkingFolder work;
  int compared = 0;
  int converted = 0;
  for (const std::string& folder : folders()) {
    const Result conversion = nsmkit({"convert", folder, "--to", "2.0.0", "-o", "converted.yaml"});
    const bool lossless = conversion.out.find("NSM521") == std::string::npos;
    if (conversion.status != 0 || !lossless) continue;
    const Result result = nsmkit({"diff", folder, "converted.yaml"});
    EXPECT_EQ(result.status, 0) << folder << "\n" << result.out << result.err;
    std::istringstream lines(result.out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_TRUE(line.starts_with("version ")) << folder << ": " << line;
    }
    converted += conversion.out.find("NSM520") == std::string::npos ? 0 : 1;
    ++compared;
  }
  EXPECT_GT(compared, 60);
  EXPECT_GT(converted, 2);
}

// A bundle leaves out what it was asked to skip, and nothing else.
TEST(Diff, OfASideWithItsBundleIsEmpty) {
  const testing_support::WorkingFolder work;
  int compared = 0;
  for (const std::string& folder : folders()) {
    const Result packed = nsmkit({"-q", "bundle", folder, "--from", "1.6.0", "--to", "2.0.0", "--platform",
                                  "kubernetes", "--installer", "helm", "-o", "b.tar.gz"});
    if (packed.status != 0) continue;  // refused for what is wrong with it, and no bundle is written
    const Result result = nsmkit({"diff", folder, "b.tar.gz", "--format", "json"});
    const Json report = Json::parse(result.out);
    for (const Json& object : report.at("structure").at("objects")) {
      // A bundle holds the objects of the mesh; it says itself what it skips of the rest.
      const std::string version = object.at("before").at("resource").at("apiVersion");
      EXPECT_EQ(object.at("change"), "removed") << folder << "\n" << object.dump(1);
      EXPECT_EQ(version.find("smi"), std::string::npos) << folder << "\n" << object.dump(1);
    }
    EXPECT_EQ(report.at("structure").at("configuration").at("changes"), Json::array()) << folder;
    EXPECT_EQ(report.at("behaviour").at("changes"), Json::array()) << folder;
    EXPECT_EQ(nsmkit({"diff", "b.tar.gz", "b.tar.gz"}).out, "") << folder;
    ++compared;
  }
  EXPECT_GT(compared, 20);
}

// Changes values of an export at random places; the names of objects stay.
class Edits {
 public:
  explicit Edits(unsigned seed) : random_(seed) {}

  void edit(Json& list) {
    Json& items = list["items"];
    for (std::size_t i = 0; i < items.size();) {
      const std::size_t fate = below(8);
      if (fate == 0) {
        items.erase(i);
        continue;
      }
      if (fate < 4) change(items[i]["spec"]);
      // What the server sets is another value in every export.
      items[i]["metadata"]["resourceVersion"] = std::to_string(below(100'000));
      ++i;
    }
    if (!items.empty() && below(2) == 0) {
      Json copy = items[below(items.size())];
      copy["metadata"]["name"] = "copy-" + std::to_string(below(100));
      items.push_back(std::move(copy));
    }
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void change(Json& value) {
    if (value.is_structured() && !value.empty() && below(8) != 0) {
      auto child = value.begin();
      std::advance(child, static_cast<std::ptrdiff_t>(below(value.size())));
      change(*child);
    } else if (value.is_array() && !value.empty()) {
      std::rotate(value.begin(), value.begin() + 1, value.end());
    } else if (value.is_object()) {
      value["added/by~edit"] = below(2) == 0 ? Json(nullptr) : Json::array({1, "two", 3.5});
    } else {
      value = below(2) == 0 ? Json(below(100)) : Json("text " + std::to_string(below(100)));
    }
  }

  std::mt19937 random_;
};

std::map<std::string, Json> normalized(const std::string& path) {
  std::map<std::string, Json> objects;
  const Result result = nsmkit({"-q", "normalize", path, "--format", "json"});
  EXPECT_EQ(result.status, 0) << result.err;
  const Json list = Json::parse(result.out);
  for (const Json& item : list.at("items")) {
    const Json& metadata = item.at("metadata");
    objects[item.at("kind").get<std::string>() + " " + metadata.at("namespace").get<std::string>() + "/" +
            metadata.at("name").get<std::string>()] = item;
  }
  return objects;
}

// From files to files: what diff prints, applied to what normalize makes of A, gives what it makes of B.
TEST(Diff, AsJsonPatchTurnsNormalizedAIntoNormalizedB) {
  const testing_support::WorkingFolder work;
  const std::string exports = NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/";
  int patched = 0;
  for (const char* kind :
       {"circuitbreakers", "httproutegroups", "ratelimits", "tcproutes", "trafficsplits", "traffictargets"}) {
    const Json list = Json::parse(testing_support::content_of(exports + kind + ".json"));
    write("a.json", list.dump());
    for (unsigned seed = 0; seed < 25; ++seed) {
      Json edited = list;
      Edits(seed).edit(edited);
      if (edited["items"].empty()) continue;
      write("b.json", edited.dump());
      const Result result = nsmkit({"diff", "a.json", "b.json", "--format", "json-patch"});
      ASSERT_LE(result.status, 1) << result.err;
      std::map<std::string, Json> objects = normalized("a.json");
      const Json patches = Json::parse(result.out);
      for (const Json& step : patches.at("objects")) {
        const Json& ref = step.at("resource");
        const std::string id = ref.at("kind").get<std::string>() + " " +
                               ref.at("namespace").get<std::string>() + "/" +
                               ref.at("name").get<std::string>();
        if (step.at("action") == "create") {
          EXPECT_TRUE(objects.emplace(id, step.at("object")).second) << id;
        } else if (step.at("action") == "delete") {
          EXPECT_EQ(objects.erase(id), 1U) << id;
        } else {
          objects.at(id) = objects.at(id).patch(step.at("patch"));
          ++patched;
        }
      }
      EXPECT_EQ(objects, normalized("b.json")) << kind << ", seed " << seed;
    }
  }
  EXPECT_GT(patched, 60);
}

TEST(Diff, TellsWhatALossyConversionLoses) {
  const testing_support::WorkingFolder work;
  write("old.yaml",
        "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\n"
        "metadata: {name: a, namespace: n}\nspec:\n  service: a\n  extra: lost\n"
        "  backends: [{service: b, weight: 1}]\n");
  const Result result = nsmkit({"diff", "old.yaml", "old.yaml"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.out, "");
  EXPECT_NE(result.err.find("NSM521"), std::string::npos) << result.err;
}

// A deploy command and the values that say the same.
TEST(Diff, ReadsDeployCommands) {
  const testing_support::WorkingFolder work;
  write("deploy.sh", "nginx-meshctl deploy --mtls-mode strict --nginx-error-log-level debug\n");
  write("values.yaml", "mtls:\n  mode: strict\nnginxErrorLogLevel: warn\n");
  const Result result = nsmkit({"diff", "deploy.sh", "values.yaml", "--behaviour", "none"});
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_NE(result.out.find("nginxErrorLogLevel: \"debug\" -> \"warn\""), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("mtls.mode"), std::string::npos) << result.out;
}

TEST(Diff, NeverShowsASecret) {
  const testing_support::WorkingFolder work;
  const std::string values =
      "accessControlMode: deny\nmtls:\n  mode: strict\nregistry:\n  server: r.example\n  username: "
      "user-one\n  password: ";
  write("a.yaml", values + "verysecret1\n");
  write("b.yaml", values + "verysecret2\n");
  for (const char* format : {"text", "html", "json", "json-patch", "unified", "markdown", "github"}) {
    const Result result = nsmkit({"diff", "a.yaml", "b.yaml", "--format", format});
    EXPECT_EQ(result.status, 1) << format;
    EXPECT_EQ((result.out + result.err).find("verysecret"), std::string::npos) << format;
  }
}

// Objects that hold secrets in their own ways; @ stands for one, ~ for @.
constexpr const char* kHolders[] = {
    "apiVersion: helm.toolkit.fluxcd.io/v2beta1\nkind: HelmRelease\nmetadata: {name: mesh, namespace: a}\n"
    "spec: {values: {registry: {password: @}}}\n",
    "apiVersion: helm.toolkit.fluxcd.io/v2beta1\nkind: HelmRelease\nmetadata: {name: mesh, namespace: a}\n"
    "spec: {values: {registry: {key: @}, mtls: {upstreamAuthority: {disk: {key: @}}}}}\n",
    "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: mesh, namespace: a}\nspec:\n"
    "  source:\n    helm:\n      parameters:\n      - {name: registry.key, value: @}\n      - {name: x, "
    "value: 1}\n"
    "      - {name: x, value: 1}\n",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values, namespace: a}\ndata:\n  values.yaml: |\n"
    "    registry:\n      key: @\n",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values, namespace: a}\ndata:\n  pod.json: |\n"
    "    {\"env\": [{\"name\": \"DB_PASS\", \"value\": \"@\"}]}\n",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values, namespace: a}\nbinaryData:\n  values.yaml: "
    "@\n",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app, namespace: a}\nspec:\n  template:\n    "
    "spec:\n"
    "      containers:\n      - name: c\n        env:\n        - {name: A, value: \"1\"}\n"
    "        - {name: DB_PASSWORD, value: @}\n        - {name: A, value: \"2\"}\n",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app, namespace: a}\nspec:\n  template:\n    "
    "spec:\n"
    "      containers:\n      - name: c\n        args: [--password, @, --url, \"https://u:@~host/\"]\n",
    "apiVersion: nsm.nginx.com/v1alpha2\nkind: MeshConfig\nmetadata: {name: m, namespace: a}\n"
    "spec: {accessControlMode: deny, registry: {password: @}, foo: {token: @}}\n",
    "accessControlMode: deny\nmtls: {mode: strict}\nextraEnv:\n- {name: DB_PASSWORD, value: @}\n",
    "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: a}\nstringData: {token: @}\n",
};

TEST(Diff, NeverShowsASecretWhereverItStands) {
  const testing_support::WorkingFolder work;
  const auto filled = [](const std::string& text, const std::string& secret) {
    std::string out;
    for (const char c : text) c == '@' ? out.append(secret) : out.append(1, c == '~' ? '@' : c);
    return out;
  };
  for (const char* holder : kHolders) {
    // Changed, beside another change, and in an object that is new.
    write("a.yaml", filled(holder, "verysecret1"));
    write("b.yaml", filled(holder, "verysecret2"));
    std::string other = filled(holder, "verysecret1");
    if (const auto at = other.find("namespace: a}"); at != std::string::npos) {
      other.replace(at, 12, "namespace: a, labels: {x: y}");
    }
    write("c.yaml", other);
    write("d.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: z, namespace: z}\n");
    for (const char* format : {"text", "html", "json", "json-patch", "unified", "markdown", "github"}) {
      for (const char* after : {"b.yaml", "c.yaml", "d.yaml"}) {
        const Result result = nsmkit({"diff", "a.yaml", after, "--format", format, "--context", "3"});
        EXPECT_LE(result.status, 1) << result.err;
        EXPECT_EQ((result.out + result.err).find("verysecret"), std::string::npos)
            << format << " " << after << "\n"
            << holder << result.out;
      }
    }
  }
}

}  // namespace
}  // namespace nsmkit::cli
