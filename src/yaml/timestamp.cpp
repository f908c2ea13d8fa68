#include "yaml/timestamp.hpp"

#include <array>
#include <cstddef>

namespace nsmkit::yaml {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads a timestamp from left to right.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// A number of one or two digits within [low, high].
  bool take_number(int low, int high, int& value) {
    if (rest_.empty() || !is_digit(rest_.front())) return false;
    value = rest_.front() - '0';
    rest_.remove_prefix(1);
    if (!rest_.empty() && is_digit(rest_.front())) {
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return low <= value && value <= high;
  }

  /// As take_number, of two digits.
  bool take_pair(int high) {
    int value = 0;
    return rest_.size() >= 2 && is_digit(rest_[1]) && take_number(0, high, value);
  }

  void take_spaces() {
    while (take(' ')) {
    }
  }

  /// Decimals of a second; they may be left out.
  void take_fraction() {
    if (rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',') || !is_digit(rest_[1])) return;
    rest_.remove_prefix(1);
    while (!rest_.empty() && is_digit(rest_.front())) rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

bool take_time_of_day(Cursor& cursor) {
  int value = 0;
  if (!cursor.take_number(0, 23, value) || !cursor.take(':')) return false;
  if (!cursor.take_number(0, 59, value) || !cursor.take(':')) return false;
  if (!cursor.take_number(0, 59, value)) return false;
  cursor.take_fraction();
  return true;
}

/// Go allows for zones of 24 hours and of 60 minutes.
bool take_zone(Cursor& cursor) {
  if (cursor.take('Z')) return true;
  if (!cursor.take('+') && !cursor.take('-')) return false;
  return cursor.take_pair(24) && cursor.take(':') && cursor.take_pair(60);
}

}  // namespace

bool is_timestamp(std::string_view text) {
  constexpr std::size_t kYearDigits = 4;
  if (text.size() <= kYearDigits || text[kYearDigits] != '-') return false;
  int year = 0;
  for (const char c : text.substr(0, kYearDigits)) {
    if (!is_digit(c)) return false;
    year = year * 10 + (c - '0');
  }

  Cursor cursor(text.substr(kYearDigits + 1));
  int month = 0;
  int day = 0;
  if (!cursor.take_number(1, 12, month) || !cursor.take('-')) return false;
  if (!cursor.take_number(1, days_in(year, month), day)) return false;
  if (cursor.at_end()) return true;
  if (cursor.take('T') || cursor.take('t')) {
    return take_time_of_day(cursor) && take_zone(cursor) && cursor.at_end();
  }
  if (!cursor.take(' ')) return false;
  cursor.take_spaces();
  return take_time_of_day(cursor) && cursor.at_end();
}

}  // namespace nsmkit::yaml
