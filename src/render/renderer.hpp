#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

#include "render/report.hpp"

namespace nsmkit::render {

enum class Color : std::uint8_t { kNever, kAlways };

/// One output format. Each stands in a file of its own below formats/.
class Renderer {
 public:
  Renderer() = default;
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;
  virtual ~Renderer() = default;

  /// The name that --format takes.
  [[nodiscard]] virtual std::string_view name() const = 0;

  virtual void render(const Report& report, Color color, std::ostream& out) const = 0;
};

/// All formats, in the order of their file names.
[[nodiscard]] std::vector<std::unique_ptr<Renderer>> all_renderers();

}  // namespace nsmkit::render
