#include "render/renderer.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

class TextRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "text"; }

  void render(const Report& report, Color color, std::ostream& out) const override {
    for (const Result* result : shown(report)) {
      print_finding(result->finding, color, out);
      if (result->suppression) {
        out << "    suppressed by " << to_string(result->suppression->by) << ": "
            << printable(result->suppression->reason) << '\n';
      }
    }
  }
};

}  // namespace

std::unique_ptr<Renderer> make_text_renderer() { return std::make_unique<TextRenderer>(); }

}  // namespace nsmkit::render
