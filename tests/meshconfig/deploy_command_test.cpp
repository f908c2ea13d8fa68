#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meshconfig/deploy_values.hpp"
#include "meshconfig/shell_words.hpp"
#include "releases/config_fields.hpp"
#include "releases/deploy_flags.hpp"
#include "tests/meshconfig/support.hpp"

namespace nsmkit::meshconfig {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct ReadCommand {
  Carrier carrier;
  std::vector<std::string> findings;  ///< "NSM703 line:column message"
  std::vector<std::string> remedies;

  [[nodiscard]] std::string settings() const { return base::json_text(carrier.settings); }
};

ReadCommand read_command(std::string_view text) {
  std::vector<base::Finding> findings;
  ReadCommand read{read_deploy_command(text, "deploy.sh", findings), {}, {}};
  for (const base::Finding& finding : findings) {
    const auto& at = finding.location.position;
    read.findings.push_back(std::string(finding.rule->code) + " " + std::to_string(at.line) + ":" +
                            std::to_string(at.column) + " " + finding.message);
    read.remedies.push_back(finding.remedy);
    EXPECT_EQ(finding.location.file, "deploy.sh");
    EXPECT_FALSE(finding.remedy.empty());
  }
  return read;
}

std::string arguments(const std::string& text) { return "nginx-meshctl deploy " + text; }

TEST(DeployCommand, OfAScriptIsRead) {
  const ReadCommand read = read_command(fixture_text("deploy.sh"));
  EXPECT_EQ(
      read.settings(),
      R"({"accessControlMode":"deny","disableAutoInjection":true,"enabledNamespaces":["shop","payments"],)"
      R"("mtls":{"caTTL":"720h","mode":"strict"},"nginxLBMethod":"random two least_time",)"
      R"("registry":{"imageTag":"1.6.0","password":"planted deploy $password",)"
      R"("server":"registry.example.internal/nsm","username":"mesh-puller"},)"
      R"("tracing":{"address":"jaeger.tracing:6831","backend":"jaeger","sampleRate":0.05}})");
  EXPECT_THAT(read.findings, IsEmpty());
  EXPECT_EQ(read.carrier.mesh_release, "1.6.0");
  EXPECT_EQ(read.carrier.mesh_namespace, "nginx-mesh");
  EXPECT_EQ(read.carrier.location.position, (base::Position{7, 1}));
  EXPECT_EQ(read.carrier.place("/tracing/sampleRate").position, (base::Position{13, 66}));
  EXPECT_EQ(read.carrier.place("/mtls").position, (base::Position{14, 22}));
  EXPECT_EQ(read.carrier.key_place("/registry/password").position, (base::Position{9, 35}));
  EXPECT_EQ(read.carrier.place("/environment").position, (base::Position{7, 1}));
  EXPECT_EQ(display_name(read.carrier), "nginx-meshctl deploy command");
}

TEST(DeployCommand, OfArgumentsAloneIsRead) {
  const ReadCommand read = read_command(fixture_text("deploy-arguments.txt"));
  EXPECT_EQ(read.settings(),
            R"({"registry":{"server":"registry.example.internal/nsm"},"telemetry":{"exporters":{"otlp":)"
            R"({"host":"otel-collector.tracing.svc","port":4317}},"samplerRatio":0.05},)"
            R"("tracing":{"disable":true}})");
  EXPECT_THAT(read.findings, IsEmpty());
  EXPECT_EQ(read.carrier.place("/telemetry/exporters/otlp/port").position, (base::Position{2, 1}));
}

TEST(DeployCommand, IsFoundInItsSurroundings) {
  for (const char* text : {
           "nginx-meshctl deploy --mtls-mode off",
           "  nginx-meshctl deploy --mtls-mode=off\n",
           "/usr/local/bin/nginx-meshctl deploy --mtls-mode off",
           "./nginx-meshctl deploy --mtls-mode 'off'",
           "$ nginx-meshctl deploy --mtls-mode \"off\"",
           "sudo -E nginx-meshctl deploy --mtls-mode off",
           "sudo -u root nginx-meshctl deploy --mtls-mode off",
           "A=1 B='x y' nginx-meshctl deploy --mtls-mode off",
           "# comment\nnginx-meshctl deploy --mtls-mode off # another",
           "nginx-meshctl \\\n  deploy \\\n  --mtls-mode \\\n  off",
           "nginx-meshctl \\\r\n  deploy \\\r\n  --mtls-mode off\r\n",
           "nginx-meshctl -n nsm deploy --mtls-mode off",
           "nginx-meshctl --debug -k=cfg deploy --mtls-mode off",
           "nginx-meshctl deploy --mtls-mode o\"f\"'f'",
           "nginx-meshctl deploy --mtls-mode off > log 2>&1",
           "nginx-meshctl deploy --mtls-mode off && echo done",
           "if nginx-meshctl deploy --mtls-mode off; then true; fi",
           "(nginx-meshctl deploy --mtls-mode off)",
           "nginx-meshctl version\nnginx-meshctl deploy --mtls-mode off\nnginx-meshctl status",
           "\xEF\xBB\xBFnginx-meshctl deploy --mtls-mode off",
           "deploy --mtls-mode off",
           "--mtls-mode off",
           "--mtls-mode=off",
           "'C:\\bin\\nginx-meshctl.exe' deploy --mtls-mode off",
       }) {
    EXPECT_TRUE(looks_like_deploy_command(text)) << text;
    const ReadCommand read = read_command(text);
    EXPECT_EQ(read.settings(), R"({"mtls":{"mode":"off"}})") << text;
    EXPECT_THAT(read.findings, IsEmpty()) << text;
  }
}

TEST(DeployCommand, IsNotSeenElsewhere) {
  for (const char* text : {"",
                           "\n",
                           "nginx-meshctl",
                           "nginx-meshctl deploy-all",
                           "nginx-meshctl upgrade --deploy",
                           "deploy",
                           "deploy the mesh",
                           "echo nginx-meshctl deploy --mtls-mode off",
                           "# nginx-meshctl deploy",
                           "--unknown x",
                           "-x",
                           "---\na: b\n",
                           "a: nginx-meshctl deploy\n",
                           "a:\n  b: |\n    nginx-meshctl deploy --mtls-mode off\n",
                           "- nginx-meshctl deploy\n",
                           "{\"a\": \"\nnginx-meshctl deploy --mtls-mode off\n\"}",
                           "[\"nginx-meshctl\", \"deploy\"]",
                           "\"key\": |\n  nginx-meshctl deploy\n",
                           "nginx-meshctl remove --environment deploy",
                           "my-nginx-meshctl deploy"}) {
    EXPECT_FALSE(looks_like_deploy_command(text)) << text;
  }
  for (const char* file : {"values.yaml", "meshctl-config.json", "others/build.yaml", "helm-release.yaml"}) {
    EXPECT_FALSE(looks_like_deploy_command(fixture_text(file))) << file;
  }
  EXPECT_TRUE(looks_like_deploy_command(fixture_text("deploy.sh")));
  EXPECT_TRUE(looks_like_deploy_command(fixture_text("deploy-arguments.txt")));
  EXPECT_FALSE(looks_like_deploy_command(arguments(std::string(2'000'000, 'x'))));
}

TEST(DeployCommand, ThatIsMissingIsAFinding) {
  EXPECT_THAT(read_command("hello").findings,
              ElementsAre("NSM701 1:1 the text holds no command nginx-meshctl deploy"));
}

/// Arguments, the settings they give, and the findings.
struct Case {
  const char* arguments;
  const char* settings;
  std::vector<std::string> findings;
};

TEST(DeployFlags, AreReadByTheirForm) {
  const Case cases[] = {
      {"", "{}", {}},
      {"--enable-udp", R"({"enableUDP":true})", {}},
      {"--enable-udp=false", R"({"enableUDP":false})", {}},
      {"--enable-udp=T", R"({"enableUDP":true})", {}},
      {"--enable-udp=maybe",
       "{}",
       {"NSM704 1:22 --enable-udp is a switch and takes only true or false: \"maybe\""}},
      {"--enable-udp false",
       R"({"enableUDP":true})",
       {"NSM707 1:35 this argument is neither a flag nor a value of one"}},
      {"--sample-rate 1", R"({"tracing":{"sampleRate":1}})", {}},
      {"--sample-rate=+0.5", R"({"tracing":{"sampleRate":0.5}})", {}},
      {"--sample-rate 1e-2", R"({"tracing":{"sampleRate":0.01}})", {}},
      {"--sample-rate abc", "{}", {"NSM704 1:22 --sample-rate needs a number: \"abc\""}},
      {"--sample-rate ''", "{}", {"NSM704 1:22 --sample-rate needs a number: \"\""}},
      {"--sample-rate nan", "{}", {"NSM704 1:22 --sample-rate needs a number: \"nan\""}},
      {"--sample-rate 0.5x", "{}", {"NSM704 1:22 --sample-rate needs a number: \"0.5x\""}},
      {"--enabled-namespaces a,b --enabled-namespaces=c", R"({"enabledNamespaces":["a","b","c"]})", {}},
      {"--enabled-namespaces ''", R"({"enabledNamespaces":[]})", {}},
      {"--enabled-namespaces '\"a,b\",c'", R"({"enabledNamespaces":["a,b","c"]})", {}},
      {"--enabled-namespaces 'a\"b'",
       "{}",
       {"NSM704 1:22 --enabled-namespaces has a quotation mark inside a part: \"a\\\"b\""}},
      {"--pull-always", R"({"registry":{"imagePullPolicy":"Always"}})", {}},
      {"-p", R"({"registry":{"imagePullPolicy":"Always"}})", {}},
      {"--pull-always=false", "{}", {}},
      {"-pn shop", R"({"registry":{"imagePullPolicy":"Always"}})", {}},
      {"--mtls-mode", "{}", {"NSM704 1:22 --mtls-mode has no value"}},
      {"--mtls-mode=", R"({"mtls":{"mode":""}})", {}},
      {"--mtls-mode --enable-udp",
       R"({"enableUDP":true})",
       {"NSM704 1:22 --mtls-mode has no value: nginx-meshctl takes the flag after it for one"}},
      {"--mtls-mode -- --enable-udp", R"({"enableUDP":true,"mtls":{"mode":"--"}})", {}},
      {"--mtls-mode off --mtls-mode strict",
       R"({"mtls":{"mode":"strict"}})",
       {"NSM708 1:38 --mtls-mode stands twice; the last value counts"}},
      {"--registry-key key.json", "{}", {"NSM706 1:22 --registry-key names a file, which was not read"}},
      {"--mtls-upstream-ca-conf=ca.yaml",
       "{}",
       {"NSM706 1:22 --mtls-upstream-ca-conf names a file, which was not read"}},
      {"--persistent-storage auto", R"({"mtls":{"persistentStorage":"auto"}})", {}},
      {"--timeout 5m --kubeconfig x --dry-run --help", "{}", {}},
      {"--nginx-lb-method random two least_time",
       R"({"nginxLBMethod":"random"})",
       {"NSM707 1:47 these 2 arguments are neither a flag nor a value of one"}},
      {"... --enable-udp",
       R"({"enableUDP":true})",
       {"NSM707 1:22 this argument is neither a flag nor a value of one"}},
      {"-- --enable-udp x", "{}", {"NSM707 1:25 these 2 arguments are neither a flag nor a value of one"}},
      {"\xE2\x80\x93\xE2\x80\x93mtls-mode off",
       "{}",
       {"NSM707 1:22 this argument starts with a dash that is no hyphen"}},
      {"-", "{}", {"NSM707 1:22 this argument is neither a flag nor a value of one"}},
  };
  for (const Case& each : cases) {
    const ReadCommand read = read_command(arguments(each.arguments));
    EXPECT_EQ(read.settings(), each.settings) << each.arguments;
    EXPECT_EQ(read.findings, each.findings) << each.arguments;
  }
}

TEST(DeployFlags, ThatAreUnknownGetAHint) {
  struct Unknown {
    const char* arguments;
    const char* message;
    const char* hint;
  };
  for (const Unknown& each : {
           Unknown{"--mtls-mod off", "--mtls-mod", "Did you mean --mtls-mode?"},
           Unknown{"--mtls-mod=off", "--mtls-mod", "Did you mean --mtls-mode?"},
           Unknown{"--MTLS-MODE off", "--MTLS-MODE", "Did you mean --mtls-mode?"},
           Unknown{"--completely-different x", "--completely-different", "Correct the flag, or remove it."},
           Unknown{"-mtls-mode off", "-m...", "Did you mean --mtls-mode?"},
           Unknown{"-x", "-x", "Correct the flag, or remove it."},
           Unknown{"--registry-password:planted-marker", "--registry-password...",
                   "Correct the flag, or remove it."},
           Unknown{"--regpw:planted-marker", "--regpw...", "Correct the flag, or remove it."},
           Unknown{"--", nullptr, nullptr},
       }) {
    const ReadCommand read = read_command(arguments(each.arguments));
    EXPECT_EQ(read.settings(), "{}") << each.arguments;
    if (each.message == nullptr) {
      EXPECT_THAT(read.findings, IsEmpty());
      continue;
    }
    EXPECT_THAT(read.findings,
                ElementsAre("NSM703 1:22 nginx-meshctl deploy has no flag " + std::string(each.message)));
    EXPECT_THAT(read.remedies, ElementsAre(each.hint)) << each.arguments;
  }
}

TEST(DeployFlags, WithValuesOfTheShellAreFindings) {
  const Case cases[] = {
      {"--registry-server $SERVER",
       R"({"registry":{"server":"$SERVER"}})",
       {"NSM705 1:22 --registry-server has a value that the shell fills in, which nsmkit cannot know"}},
      {"--registry-server=\"$(cat 'a b')/nsm\"",
       R"({"registry":{"server":"$(cat 'a b')/nsm"}})",
       {"NSM705 1:22 --registry-server has a value that the shell fills in, which nsmkit cannot know"}},
      {"--registry-password `pass mesh`",
       R"({"registry":{"password":"`pass mesh`"}})",
       {"NSM705 1:22 --registry-password has a value that the shell fills in, which nsmkit cannot know"}},
      {"--sample-rate ${RATE:-0.1}",
       R"({"tracing":{"sampleRate":"${RATE:-0.1}"}})",
       {"NSM705 1:22 --sample-rate has a value that the shell fills in, which nsmkit cannot know"}},
      {"--enable-udp=$UDP",
       R"({"enableUDP":"$UDP"})",
       {"NSM705 1:22 --enable-udp has a value that the shell fills in, which nsmkit cannot know"}},
      {"--telemetry-exporters type=otlp,host=$H,port=$P",
       R"({"telemetry":{"exporters":{"otlp":{"host":"$H","port":"$P"}},"samplerRatio":0.01}})",
       {"NSM705 1:22 --telemetry-exporters has a value that the shell fills in, which nsmkit cannot know"}},
      {"$ARGS --enable-udp",
       R"({"enableUDP":true})",
       {"NSM705 1:22 the shell fills in arguments here, which nsmkit cannot know"}},
      {"\"${ARGS[@]}\" $MORE",
       "{}",
       {"NSM705 1:22 the shell fills in arguments here, which nsmkit cannot know"}},
      {"--$FLAG x",
       "{}",
       {"NSM705 1:22 the shell fills in a flag here, which nsmkit cannot know",
        "NSM707 1:30 this argument is neither a flag nor a value of one"}},
      {"--image-tag $TAG",
       R"({"registry":{"imageTag":"$TAG"}})",
       {"NSM705 1:22 --image-tag has a value that the shell fills in, which nsmkit cannot know"}},
      {"-n $NS", "{}", {}},
      {"--registry-server '$SERVER' --mtls-mode \\$x",
       R"({"mtls":{"mode":"$x"},"registry":{"server":"$SERVER"}})",
       {}},
      {"--registry-server 5$", R"({"registry":{"server":"5$"}})", {}},
  };
  for (const Case& each : cases) {
    const ReadCommand read = read_command(arguments(each.arguments));
    EXPECT_EQ(read.settings(), each.settings) << each.arguments;
    EXPECT_EQ(read.findings, each.findings) << each.arguments;
    EXPECT_EQ(read.carrier.mesh_release, "") << each.arguments;
    EXPECT_EQ(read.carrier.mesh_namespace, "") << each.arguments;
  }
}

TEST(DeployFlags, ForTelemetryFollowTheCommand) {
  const std::string start = "NSM704 1:22 --telemetry-exporters ";
  const std::string otlp =
      R"({"telemetry":{"exporters":{"otlp":{"host":"h","port":4317}},"samplerRatio":0.01}})";
  struct Telemetry {
    std::string arguments;
    std::string settings;
    std::vector<std::string> findings;
  };
  const Telemetry cases[] = {
      {"--telemetry-exporters type=otlp,host=h,port=4317", otlp, {}},
      {"--telemetry-exporters 'port=4317,\"host=h\",type=otlp'", otlp, {}},
      {"--telemetry-sampler-ratio 0.5 --telemetry-exporters type=otlp,host=h,port=1",
       R"({"telemetry":{"exporters":{"otlp":{"host":"h","port":1}},"samplerRatio":0.5}})",
       {}},
      {"--telemetry-exporters host=h,port=1", "{}", {start + "has no type: \"host=h,port=1\""}},
      {"--telemetry-exporters type=otlp,port=1", "{}", {start + "has no host: \"type=otlp,port=1\""}},
      {"--telemetry-exporters type=otlp,host=h", "{}", {start + "has no port: \"type=otlp,host=h\""}},
      {"--telemetry-exporters type=jaeger,host=h,port=1",
       "{}",
       {start + "has a type other than otlp: \"type=jaeger,host=h,port=1\""}},
      {"--telemetry-exporters type=otlp,host=h,port=x",
       "{}",
       {start + "has a port that is no whole number: \"type=otlp,host=h,port=x\""}},
      {"--telemetry-exporters type=otlp,host=h,port=1.5",
       "{}",
       {start + "has a port that is no whole number: \"type=otlp,host=h,port=1.5\""}},
      {"--telemetry-exporters type=otlp,type=otlp",
       "{}",
       {start + "has a key twice: \"type=otlp,type=otlp\""}},
      {"--telemetry-exporters otlp",
       "{}",
       {start + "has a part that is not of the form key=value: \"otlp\""}},
      {"--telemetry-exporters ''", "{}", {start + "has a part that is not of the form key=value: \"\""}},
      {"--telemetry-exporters '\"type=otlp'",
       "{}",
       {start + "has a quotation mark that is not closed: \"\\\"type=otlp\""}},
      {"--telemetry-exporters type=otlp,host=h,port=4317 --telemetry-exporters type=otlp,host=i,port=2",
       otlp,
       {"NSM704 1:71 --telemetry-exporters stands twice; only one exporter may be configured"}},
      {"--telemetry-sampler-ratio 0.5",
       "{}",
       {"NSM704 1:22 --telemetry-sampler-ratio has no effect without --telemetry-exporters"}},
      {"--telemetry-sampler-ratio 0.5 --telemetry-exporters x",
       "{}",
       {"NSM704 1:52 --telemetry-exporters has a part that is not of the form key=value: \"x\""}},
  };
  for (const Telemetry& each : cases) {
    const ReadCommand read = read_command(arguments(each.arguments));
    EXPECT_EQ(read.settings(), each.settings) << each.arguments;
    EXPECT_EQ(read.findings, each.findings) << each.arguments;
  }
}

TEST(DeployFlags, SetWhatTheirReleaseReads) {
  EXPECT_EQ(read_command(arguments("--disable-auto-inject --image-tag 1.5.0")).settings(),
            R"({"autoInjection":{"disable":true},"registry":{"imageTag":"1.5.0"}})");
  EXPECT_EQ(read_command(arguments("--image-tag=1.6.0 --disable-auto-inject")).settings(),
            R"({"disableAutoInjection":true,"registry":{"imageTag":"1.6.0"}})");
  EXPECT_EQ(read_command(arguments("--disable-auto-inject --image-tag custom")).settings(),
            R"({"disableAutoInjection":true,"registry":{"imageTag":"custom"}})");
}

// Every flag of the data, with a value of its form, is taken without a finding and sets its setting.
TEST(DeployFlags, OfTheDataAreAllRead) {
  for (const releases::DeployFlag& flag : releases::deploy_flags()) {
    if (flag.form == releases::FlagForm::kFile || !flag.idle_without.empty()) continue;
    const std::string value = flag.form == releases::FlagForm::kSwitch      ? ""
                              : flag.form == releases::FlagForm::kNumber    ? "=0.5"
                              : flag.form == releases::FlagForm::kExporters ? "=type=otlp,host=h,port=1"
                                                                            : "=x";
    const ReadCommand read = read_command(arguments(flag.name + value));
    EXPECT_THAT(read.findings, IsEmpty()) << flag.name;
    if (flag.path.empty()) {
      EXPECT_EQ(read.settings(), "{}") << flag.name;
    } else {
      EXPECT_NE(base::find(read.carrier.settings, releases::pointer_of(flag.path)), nullptr) << flag.name;
      EXPECT_THAT(read.carrier.flag_paths, ElementsAre(flag.path));
      EXPECT_EQ(read.carrier.flag_places.size(), 1U);
    }
  }
}

TEST(DeployCommand, NeverShowsASecret) {
  for (const char* text : {
           "--registry-password planted-marker --registry-password=planted-marker2",
           "--registry-passwort planted-marker",
           "--registry-password 'planted-marker",
           "--registry-password x planted-marker",
           "--registry-password=${PW:-planted-marker}",
           "--registry-username planted-marker --registry-key planted-marker",
           "--registry-password$(echo planted-marker)",
           "-planted-marker",
           "planted-marker",
           "--planted=marker",
           "--registry-password \"planted-marker --mtls-mode off",
       }) {
    for (const std::string& line : read_command(arguments(text)).findings) {
      EXPECT_EQ(line.find("marker"), std::string::npos) << line;
    }
  }
}

TEST(DeployCommand, SaysWhatIsAmbiguous) {
  const ReadCommand two =
      read_command("nginx-meshctl deploy --mtls-mode off\nnginx-meshctl deploy --mtls-mode strict\n");
  EXPECT_EQ(two.settings(), R"({"mtls":{"mode":"off"}})");
  EXPECT_THAT(
      two.findings,
      ElementsAre("NSM709 1:1 the text holds 2 commands nginx-meshctl deploy; only this one was read"));
  const ReadCommand open = read_command(arguments("--mtls-mode 'off\n--enable-udp\n"));
  EXPECT_THAT(open.findings, ElementsAre("NSM701 1:34 a quotation mark is not closed"));
  // A quote left open after the command does not concern it.
  EXPECT_THAT(read_command(arguments("--mtls-mode off\necho 'x")).findings, IsEmpty());
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all;
  for (const ShellCommand& command : split_shell(text).commands) {
    for (const ShellWord& word : command) {
      all.push_back((word.is_expanded ? "$:" : "") + word.text);
    }
    all.emplace_back("|");
  }
  return all;
}

TEST(ShellWords, AreSplitAsAShellDoes) {
  EXPECT_THAT(words("a b\tc"), ElementsAre("a", "b", "c", "|"));
  EXPECT_THAT(words("a;b&&c|d\n\ne &"), ElementsAre("a", "|", "b", "|", "c", "|", "d", "|", "e", "|"));
  EXPECT_THAT(words("'a b' \"c d\" e\\ f '' \"\""), ElementsAre("a b", "c d", "e f", "", "", "|"));
  EXPECT_THAT(words(R"("a\"b\$c\\d\e" 'a\b')"), ElementsAre("a\"b$c\\d\\e", "a\\b", "|"));
  EXPECT_THAT(words("a#b #c\nd"), ElementsAre("a#b", "|", "d", "|"));
  EXPECT_THAT(words("a\\\nb \"c\\\nd\" '\\\n'"), ElementsAre("ab", "cd", "\\\n", "|"));
  EXPECT_THAT(words("a >b 2>c <d e>>f 2>&1 g"), ElementsAre("a", "e", "g", "|"));
  EXPECT_THAT(words("a12>b"), ElementsAre("a12", "|"));
  EXPECT_THAT(words("$a ${b} $(c d) `e f` \"$g\" '$h' \\$i $ $1"),
              ElementsAre("$:$a", "$:${b}", "$:$(c d)", "$:`e f`", "$:$g", "$h", "$i", "$", "$:$1", "|"));
  EXPECT_THAT(words("$(a (b) c)d ${e{f}g}"), ElementsAre("$:$(a (b) c)d", "$:${e{f}g}", "|"));
  EXPECT_THAT(words("\r\n a\r\nb\r"), ElementsAre("a", "|", "b", "|"));
  EXPECT_THAT(words(""), IsEmpty());
}

TEST(ShellWords, HavePositionsInCodePoints) {
  const ShellText text = split_shell("ä 'ö'  b\n  c\\\n d");
  ASSERT_EQ(text.commands.size(), 2U);
  EXPECT_EQ(text.commands[0][1].position, (base::Position{1, 3}));
  EXPECT_EQ(text.commands[0][2].position, (base::Position{1, 8}));
  EXPECT_EQ(text.commands[1][0].position, (base::Position{2, 3}));
  EXPECT_EQ(text.commands[1][1].position, (base::Position{3, 2}));
}

TEST(ShellWords, EndWithTheText) {
  for (const char* text : {"'", "\"", "`", "$(", "${", "\"$(", "\"`", "a 'b", "$(((((", "\"\\", "'\\"}) {
    EXPECT_TRUE(split_shell(text).unterminated.has_value()) << text;
  }
  for (const char* text : {"\\", "a\\", "$", ">", "<<<", "2>", "#", "&", "))((", "\"\"", "$$"}) {
    EXPECT_FALSE(split_shell(text).unterminated.has_value()) << text;
  }
  for (const char* part :
       {"'", "\"", "$(", "${a", "`", "\\", "\n", ">", "ab ", "--x ", "\xFF", "nginx-meshctl deploy "}) {
    std::string text;
    while (text.size() < 200'000) {
      text += part;
    }
    static_cast<void>(looks_like_deploy_command(text));
    std::vector<base::Finding> findings;
    static_cast<void>(read_deploy_command(text, "f", findings));
  }
  EXPECT_THAT(words(std::string_view("a\0b c", 5)), ElementsAre(std::string("a\0b", 3), "c", "|"));
}

}  // namespace
}  // namespace nsmkit::meshconfig
