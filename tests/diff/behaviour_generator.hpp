#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::diff {

/// A mesh of a few objects, and changes to it; the same for the same seed.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t roll(std::size_t sides) { return random_() % sides; }
  bool one_in(std::size_t sides) { return roll(sides) == 0; }

  /// Whether some patterns of the mesh may be of a sort that cannot be compared.
  [[nodiscard]] bool odd() const { return odd_; }

  std::vector<Json> mesh();

  /// One to three changes, some of which mean nothing.
  std::vector<Json> changed(std::vector<Json> objects);

 private:
  const std::string& pick(const std::vector<std::string>& from) { return from[roll(from.size())]; }
  Json match(const std::string& name);
  Json rule();
  Json rules();
  Json sources(const char* kind);
  Json target(const std::string& name);
  Json split(const std::string& name);
  Json limit(const std::string& name);
  void change(std::vector<Json>& objects);

  std::mt19937 random_;
  bool odd_ = false;
  int added_ = 0;
};

}  // namespace nsmkit::diff
