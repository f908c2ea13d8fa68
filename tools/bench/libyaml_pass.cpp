// libyaml_pass FILE: reads the file with libyaml alone, event by event, and throws the events away. What
// this takes is the least that a reader built on libyaml can take.
#include <yaml.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace {

/// Number of events in `text`; nothing when libyaml refuses it.
std::optional<std::uint64_t> count_events(const std::string& text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0) {
    return std::nullopt;
  }
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::uint64_t events = 0;
  bool good = true;
  bool done = false;
  while (good && !done) {
    yaml_event_t event;
    good = yaml_parser_parse(&parser, &event) != 0;
    if (good) {
      ++events;
      done = event.type == YAML_STREAM_END_EVENT;
      yaml_event_delete(&event);
    }
  }
  yaml_parser_delete(&parser);
  return good ? std::optional(events) : std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  std::string path;
  CLI::App app("Times a bare libyaml pass over a file.");
  app.add_option("FILE", path)->required()->check(CLI::ExistingFile);
  CLI11_PARSE(app, argc, argv);

  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto start = std::chrono::steady_clock::now();
  const auto events = count_events(text);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (!events) {
    std::cerr << "libyaml_pass: libyaml refuses " << path << '\n';
    return 1;
  }
  const double megabytes = static_cast<double>(text.size()) / 1e6;
  std::printf("%.1f MB/s, %.1f MB in %.3f s, %llu events\n", megabytes / seconds.count(), megabytes,
              seconds.count(), static_cast<unsigned long long>(*events));
  return 0;
}
