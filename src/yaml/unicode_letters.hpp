#pragma once

namespace nsmkit::yaml {

/// True for code points of the general categories L* (Unicode 15.0), as Go's unicode.IsLetter.
[[nodiscard]] bool is_letter(char32_t c);

/// True for code points of the general category Nd (Unicode 15.0), as Go's unicode.IsDigit.
[[nodiscard]] bool is_decimal_digit(char32_t c);

}  // namespace nsmkit::yaml
