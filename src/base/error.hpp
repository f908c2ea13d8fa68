#pragma once

#include <stdexcept>
#include <string>

namespace nsmkit::base {

/// Exit statuses of the program.
enum class ExitStatus : int { kOk = 0, kFindings = 1, kUsage = 2, kIo = 3, kBug = 4 };

/// An operation failed: input unreadable, output not written, wrong usage. Faults in the user's
/// data are findings instead. Caught in one place, cli/app.
class Error : public std::runtime_error {
 public:
  Error(ExitStatus status, const std::string& message) : std::runtime_error(message), status_(status) {}

  [[nodiscard]] ExitStatus status() const { return status_; }

 private:
  ExitStatus status_;
};

}  // namespace nsmkit::base
