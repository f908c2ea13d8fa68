// Any bytes: the reader neither crashes nor hangs, and what it read is read again the same after writing.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "yaml/reader.hpp"
#include "yaml/writer.hpp"

namespace {

using nsmkit::Json;
using nsmkit::yaml::Element;
using nsmkit::yaml::ElementType;
using nsmkit::yaml::Reader;

// kubectl's own writer folds these into blanks, so the text cannot come back the same.
bool survives_writing(const std::string& yaml) {
  for (const char* lost : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
    if (yaml.find(lost) != std::string::npos) {
      return false;
    }
  }
  return true;
}

void check_round_trip(const Json& value) {
  std::string yaml;
  nsmkit::yaml::write_yaml(yaml, value);
  if (!survives_writing(yaml)) {
    return;
  }
  nsmkit::base::TextSource source(yaml);
  Reader reader(source, {});
  const auto again = reader.next();
  if (!again || again->type != ElementType::kDocument || again->value != value) {
    std::abort();
  }
}

void read_all(std::string_view text, const nsmkit::yaml::TopLevelKinds* kinds) {
  nsmkit::base::TextSource source(text);
  nsmkit::yaml::Limits limits;
  limits.max_depth = 200;
  limits.max_nesting_work = 10'000'000;
  Reader reader(source, limits, kinds);
  while (const auto element = reader.next()) {
    if (element->type == ElementType::kDocument && kinds == nullptr && !element->value.is_null()) {
      check_round_trip(element->value);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_all(text, nullptr);
  nsmkit::base::TextSource source(text);
  const auto kinds = nsmkit::yaml::TopLevelKinds::scan(source);
  read_all(text, &kinds);
  return 0;
}
