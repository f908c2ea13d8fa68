#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace nsmkit::convert {

/// An exact amount in billionths; at most (2^63 - 1) * 10^9.
using Nano = __uint128_t;

/// A Quantity as Kubernetes reads it (k8s.io/apimachinery, pkg/api/resource): sign, decimal number, and a
/// suffix n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or a decimal exponent.
struct Quantity {
  Nano nano = 0;
  bool negative = false;
  bool rounded_up = false;  ///< was finer than a billionth

  [[nodiscard]] bool whole() const { return nano % 1'000'000'000U == 0; }
};

enum class QuantityFault : std::uint8_t {
  kNotAQuantity,
  kTooLarge,  ///< above 2^63 - 1
};

/// Reads a Quantity in time linear in its length. Blanks around it are passed over.
[[nodiscard]] std::variant<Quantity, QuantityFault> parse_quantity(std::string_view text);

/// Whole numbers in the ratio of `amounts`: the same numbers when all are whole, else the smallest. Nothing
/// when one of them would be above 2^63 - 1.
[[nodiscard]] std::optional<std::vector<std::int64_t>> whole_ratio(const std::vector<Nano>& amounts);

}  // namespace nsmkit::convert
