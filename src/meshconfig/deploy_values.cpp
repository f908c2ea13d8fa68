#include "meshconfig/deploy_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace nsmkit::meshconfig {

namespace {

constexpr std::array<std::string_view, 6> kTrue{"1", "t", "T", "TRUE", "true", "True"};
constexpr std::array<std::string_view, 6> kFalse{"0", "f", "F", "FALSE", "false", "False"};

using Pairs = std::map<std::string, std::string, std::less<>>;

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Number number{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = result.ec == std::errc() && result.ptr == text.data() + text.size() && !text.empty();
  return whole ? std::optional(number) : std::nullopt;
}

std::variant<Pairs, ValueFault> read_pairs(const std::vector<std::string>& record) {
  Pairs pairs;
  for (const std::string& pair : record) {
    const auto middle = pair.find('=');
    if (middle == std::string::npos) return ValueFault{"has a part that is not of the form key=value"};
    if (!pairs.emplace(pair.substr(0, middle), pair.substr(middle + 1)).second) {
      return ValueFault{"has a key twice"};
    }
  }
  return pairs;
}

std::optional<ValueFault> exporter_fault(const Pairs& pairs) {
  for (const char* key : {"type", "host", "port"}) {
    if (!pairs.contains(key)) return ValueFault{std::string("has no ") + key};
  }
  if (pairs.find("type")->second != "otlp") return ValueFault{"has a type other than otlp"};
  return std::nullopt;
}

}  // namespace

std::variant<Json, ValueFault> read_switch(std::string_view text) {
  if (std::find(kTrue.begin(), kTrue.end(), text) != kTrue.end()) return Json(true);
  if (std::find(kFalse.begin(), kFalse.end(), text) != kFalse.end()) return Json(false);
  return ValueFault{"is a switch and takes only true or false"};
}

std::variant<Json, ValueFault> read_number(std::string_view text) {
  if (const auto integer = whole_number<std::int64_t>(text)) return Json(*integer);
  const auto number = whole_number<double>(text);
  if (number && std::isfinite(*number)) return Json(*number);
  return ValueFault{"needs a number"};
}

std::variant<std::vector<std::string>, ValueFault> read_record(std::string_view text) {
  std::vector<std::string> record(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') {
      record.emplace_back();
    } else if (text[i] != '"') {
      record.back() += text[i];
    } else if (!record.back().empty() || (i > 0 && text[i - 1] != ',')) {
      return ValueFault{"has a quotation mark inside a part"};
    } else {
      // A quoted part; `""` in it is one quotation mark. It ends at a comma or at the end.
      for (++i; i < text.size() && (text[i] != '"' || text.substr(i + 1).starts_with('"')); ++i) {
        i += text[i] == '"' ? 1U : 0U;
        record.back() += text[i];
      }
      const bool ends = i < text.size() && (i + 1 == text.size() || text[i + 1] == ',');
      if (!ends) return ValueFault{"has a quotation mark that is not closed"};
    }
  }
  return record;
}

std::variant<Json, ValueFault> read_exporter(std::string_view text, bool lenient) {
  const auto record = read_record(text);
  if (const auto* fault = std::get_if<ValueFault>(&record)) return *fault;
  const auto pairs = read_pairs(std::get<0>(record));
  if (const auto* fault = std::get_if<ValueFault>(&pairs)) return *fault;
  const Pairs& exporter = std::get<0>(pairs);
  if (auto fault = exporter_fault(exporter)) return *std::move(fault);
  const std::string& port_text = exporter.find("port")->second;
  const auto port = whole_number<std::int64_t>(port_text);
  if (!port && !lenient) return ValueFault{"has a port that is no whole number"};
  Json otlp{{"host", exporter.find("host")->second}};
  otlp["port"] = port ? Json(*port) : Json(port_text);
  return otlp;
}

}  // namespace nsmkit::meshconfig
