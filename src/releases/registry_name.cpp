// The grammar of references to images (distribution/reference): [host[:port]/]path, where the parts of a path
// are lower-case words joined by dots, underscores or hyphens.
#include <algorithm>

#include "releases/image_mirror.hpp"

namespace nsmkit::releases {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kMaxLength = 200;  // a whole reference may have 255, the image's name included

using Fault = std::optional<std::string>;

bool holds_only(std::string_view text, std::initializer_list<std::string_view> sets) {
  return std::all_of(text.begin(), text.end(), [&sets](char c) {
    return std::any_of(sets.begin(), sets.end(),
                       [c](std::string_view set) { return set.find(c) != std::string_view::npos; });
  });
}

bool is_word_end(char c) { return holds_only({&c, 1}, {kDigits, kLower}); }

bool is_path_part(std::string_view part) {
  return !part.empty() && holds_only(part, {kDigits, kLower, "._-"}) && is_word_end(part.front()) &&
         is_word_end(part.back()) && part.find("..") == std::string_view::npos;
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 && holds_only(port, {kDigits});
}

bool is_host(std::string_view host) {
  std::size_t port = host.find(':');
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos ||
        !holds_only(host.substr(1, close - 1), {kDigits, "abcdefABCDEF:."})) {
      return false;
    }
    port = close + 1 == host.size() ? std::string_view::npos : close + 1;
    return port == std::string_view::npos || (host[port] == ':' && is_port(host.substr(port + 1)));
  }
  const std::string_view name = host.substr(0, port);
  return !name.empty() && holds_only(name, {kDigits, kLower, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", ".-"}) &&
         name.front() != '-' && name.front() != '.' && name.back() != '-' && name.back() != '.' &&
         (port == std::string_view::npos || is_port(host.substr(port + 1)));
}

Fault path_fault(std::string_view path) {
  if (path.find(':') != std::string_view::npos || path.find('@') != std::string_view::npos) {
    return "has a tag or a digest; give host[:port][/path] alone";
  }
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (!is_path_part(path.substr(0, slash))) {
      return "has '" + std::string(path.substr(0, slash)) +
             "' in its path; parts of a path are lower-case words joined by '.', '_' or '-'";
    }
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return std::nullopt;
}

Fault grammar_fault(std::string_view server) {
  if (server.empty()) {
    return "is empty";
  }
  if (server.size() > kMaxLength) {
    return "is longer than " + std::to_string(kMaxLength) + " characters";
  }
  if (server.find("://") != std::string_view::npos) {
    return "is a URL; leave out '" + std::string(server.substr(0, server.find("://") + 3)) + "'";
  }
  if (server.ends_with('/')) {
    return "ends in '/'; leave that out";
  }
  const std::size_t slash = server.find('/');
  if (!is_host(server.substr(0, slash))) {
    return "does not begin with a host, such as registry.example.com:5000";
  }
  return slash == std::string_view::npos ? Fault() : path_fault(server.substr(slash + 1));
}

}  // namespace

std::optional<std::string> registry_fault(const Release& release, std::string_view server) {
  if (Fault fault = grammar_fault(server)) {
    return fault;
  }
  const ImageMirror mirror = image_mirror(release, std::nullopt, std::string(server));
  const bool is_origin = std::any_of(
      mirror.images.begin(), mirror.images.end(),
      [&mirror](const Image& each) { return each.reference() == mirror_reference(mirror, each); });
  return is_origin ? Fault("is where the images come from, not a mirror of them") : Fault();
}

}  // namespace nsmkit::releases
