#include "tests/growth/step_counter.hpp"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::uint64_t> counted = 0;

void count() { counted.fetch_add(1, std::memory_order_relaxed); }

}  // namespace

// By the linker (--wrap=memcmp) every comparison of bytes in nsmkit's own code comes here.
// NOLINTBEGIN: the names are the linker's
extern "C" {
int __real_memcmp(const void* left, const void* right, std::size_t size);
int __wrap_memcmp(const void* left, const void* right, std::size_t size) {
  count();
  return __real_memcmp(left, right, size);
}
}
// NOLINTEND

void* operator new(std::size_t size) {
  count();
  if (void* memory = std::malloc(size == 0 ? 1 : size)) {
    return memory;
  }
  throw std::bad_alloc();
}

void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  count();
  return std::malloc(size == 0 ? 1 : size);
}

void operator delete(void* memory) noexcept { std::free(memory); }

void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace nsmkit::growth {

std::uint64_t steps() { return counted; }

}  // namespace nsmkit::growth
