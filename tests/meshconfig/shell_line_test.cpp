#include <gtest/gtest.h>

#include <cstdio>
#include <memory>

#include "meshconfig/to_command.hpp"

namespace nsmkit::meshconfig {
namespace {

using Words = std::vector<std::string>;

/// What a real shell prints for the words, each between brackets.
std::string run_shell(const std::string& line) {
  // The line goes through a file descriptor of its own, so that nothing quotes it a second time.
  const std::string path = testing::TempDir() + "shell_line_test.sh";
  std::FILE* script = std::fopen(path.c_str(), "w");
  if (script == nullptr) return "cannot write";
  std::fwrite(line.data(), 1, line.size(), script);
  std::fclose(script);
  std::string output;
  std::FILE* pipe = ::popen(("LC_ALL=C sh " + path).c_str(), "r");
  if (pipe == nullptr) return "cannot run sh";
  char buffer[256];
  for (std::size_t read = 0; (read = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    output.append(buffer, read);
  }
  const int status = ::pclose(pipe);
  std::remove(path.c_str());
  return status == 0 ? output : output + "status " + std::to_string(status);
}

TEST(ShellLine, WrapsBeforeFlags) {
  EXPECT_EQ(shell_line({"nginx-meshctl", "deploy", "--mtls-mode", "off", "--enable-udp", "--x=-y z"}),
            "nginx-meshctl deploy \\\n  --mtls-mode off \\\n  --enable-udp \\\n  '--x=-y z'");
  EXPECT_EQ(shell_line({}), "");
}

TEST(ShellLine, IsReadBackByARealShell) {
  const Words words = {"plain",
                       "",
                       " ",
                       "it's",
                       "'",
                       "''",
                       "\"double\"",
                       "$HOME ${x} $(id) `id`",
                       "back\\slash\\",
                       "new\nline",
                       "tab\there",
                       "*?[a]{b,c}~",
                       "~",
                       "#no comment",
                       "a;b&c|d<e>f",
                       "!history",
                       "name=value",
                       "--flag=value",
                       "--flag=a b",
                       "--",
                       "-n",
                       "%s%d",
                       "<set registry.password>",
                       "type=otlp,host=otel.x.svc,port=4317",
                       "random two least_time=last_byte",
                       "\x01\x7f",
                       "\xc3\xa9\xff",
                       "\r"};
  Words line = {"printf", "[%s]\n"};
  line.insert(line.end(), words.begin(), words.end());
  std::string expected;
  for (const std::string& word : words) {
    expected += "[" + word + "]\n";
  }
  EXPECT_EQ(run_shell(shell_line(line)), expected);
}

}  // namespace
}  // namespace nsmkit::meshconfig
