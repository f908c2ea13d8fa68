#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "render/rule_catalogue.hpp"
#include "render/rule_page.hpp"

namespace nsmkit::cli {

namespace {

class RulesCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("rules", "List what nsmkit can find, or explain one rule");
    command.add_option("RULE", rule_, "Slug or code of a rule");
    command.add_option("-f,--format", format_, "text, json or markdown")
        ->check(CLI::IsMember({"text", "json", "markdown"}))
        ->capture_default_str();
    command.footer(
        "Examples:\n"
        "  nsmkit rules\n"
        "  nsmkit rules schema-type\n"
        "  nsmkit rules NSM250 --format markdown");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& /*global*/, Context& context) override {
    if (rule_.empty()) {
      print_all(context.out);
      return base::ExitStatus::kOk;
    }
    const auto* entry = render::find_rule(rule_);
    if (entry == nullptr) {
      usage_error(render::unknown_rule(rule_) + "\nRun 'nsmkit rules' for the list.");
    }
    print_one(*entry, context.out);
    return base::ExitStatus::kOk;
  }

 private:
  void print_all(std::ostream& out) const {
    const auto& entries = render::rule_catalogue();
    if (format_ == "markdown") {
      render::print_rules_markdown(entries, out);
    } else if (format_ == "text") {
      render::print_rule_list(entries, out);
    } else {
      nlohmann::ordered_json json = {{"apiVersion", "nsmkit/v1"}, {"kind", "RuleList"}};
      json["rules"] = nlohmann::ordered_json::array();
      for (const auto& entry : entries) {
        json["rules"].push_back(render::rule_json(entry));
      }
      out << json.dump(2) << '\n';
    }
  }

  void print_one(const validate::CatalogueEntry& entry, std::ostream& out) const {
    if (format_ == "markdown") {
      render::print_rule_markdown(entry, out);
    } else if (format_ == "text") {
      render::print_rule(entry, out);
    } else {
      nlohmann::ordered_json json = {{"apiVersion", "nsmkit/v1"}, {"kind", "Rule"}};
      json.update(render::rule_json_with_example(entry));
      out << json.dump(2) << '\n';
    }
  }

  std::string rule_;
  std::string format_ = "text";
};

}  // namespace

std::unique_ptr<Command> make_rules_command() { return std::make_unique<RulesCommand>(); }

}  // namespace nsmkit::cli
