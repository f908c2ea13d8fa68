#include "diff/content_hash.hpp"

#include <functional>

namespace nsmkit::diff {

namespace {

constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15U;

enum Seed : std::uint64_t { kObject = 1, kArray, kText, kNumber, kOther };

}  // namespace

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t sum = seed * 0xBF58476D1CE4E5B9U + value + kStep;
  sum ^= sum >> 31U;
  sum *= 0x94D049BB133111EBU;
  return sum ^ (sum >> 29U);
}

std::uint64_t text_hash(std::string_view text) { return std::hash<std::string_view>()(text); }

std::uint64_t content_hash(const Json& value) {
  if (value.is_object()) {
    std::uint64_t hash = kObject;
    for (const auto& [name, member] : value.items()) {
      hash = mixed(mixed(hash, text_hash(name)), content_hash(member));
    }
    return hash;
  }
  if (value.is_array()) {
    std::uint64_t hash = kArray;
    for (const Json& item : value) {
      hash = mixed(hash, content_hash(item));
    }
    return hash;
  }
  if (value.is_string()) return mixed(kText, text_hash(value.get_ref<const std::string&>()));
  if (value.is_number()) return mixed(kNumber, std::hash<double>()(value.get<double>()));
  return mixed(kOther, std::hash<Json>()(value));
}

}  // namespace nsmkit::diff
