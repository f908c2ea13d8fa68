#include "render/renderer.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

class TextRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "text"; }

  void render(const Report& report, Color color, std::ostream& out) const override {
    for (const base::Finding& finding : report.findings) {
      print_finding(finding, color, out);
    }
  }
};

}  // namespace

std::unique_ptr<Renderer> make_text_renderer() { return std::make_unique<TextRenderer>(); }

}  // namespace nsmkit::render
