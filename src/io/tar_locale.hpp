#pragma once

#include <clocale>

namespace nsmkit::io {

/// A locale whose names are UTF-8, whatever the environment says: libarchive asks the C library how names are
/// to be read. Where the machine has no such locale, using it changes nothing.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    if (locale_ != nullptr) {
      ::freelocale(locale_);
    }
  }

  /// While it lives, the calling thread uses the locale.
  class Use {
   public:
    explicit Use(const Utf8Locale& locale) : before_(::uselocale(locale.locale_)) {}
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() { ::uselocale(before_); }

   private:
    locale_t before_;
  };

 private:
  locale_t locale_;
};

}  // namespace nsmkit::io
