#include "validate/pcre.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstdint>
#include <memory>

namespace nsmkit::validate {

namespace {

using Context = std::unique_ptr<pcre2_compile_context, decltype(&pcre2_compile_context_free)>;
using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;

// Only whether it compiles counts: the optimizations that make matching faster are left out.
constexpr std::uint32_t kOptions = PCRE2_NO_AUTO_POSSESS | PCRE2_NO_DOTSTAR_ANCHOR | PCRE2_NO_START_OPTIMIZE;

}  // namespace

std::optional<PatternFault> check_pattern(std::string_view pattern) {
  if (pattern.size() > kMaxPatternBytes) {
    return PatternFault{"it is " + std::to_string(pattern.size()) + " bytes long; nsmkit compiles up to " +
                            std::to_string(kMaxPatternBytes),
                        std::nullopt};
  }
  const Context context(pcre2_compile_context_create(nullptr), &pcre2_compile_context_free);
  pcre2_set_max_pattern_length(context.get(), kMaxPatternBytes);
  int error = 0;
  std::size_t offset = 0;
  const Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), kOptions,
                                &error, &offset, context.get()),
                  &pcre2_code_free);
  if (code != nullptr) {
    return std::nullopt;
  }
  std::array<PCRE2_UCHAR, 256> text{};
  pcre2_get_error_message(error, text.data(), text.size());
  return PatternFault{reinterpret_cast<const char*>(text.data()), offset};
}

std::string fault_text(const PatternFault& fault) {
  return fault.at ? fault.message + " (byte offset " + std::to_string(*fault.at) + ")" : fault.message;
}

}  // namespace nsmkit::validate
