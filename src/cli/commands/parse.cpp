
#include "base/json_text.hpp"
#include "cli/command.hpp"
#include "model/input.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {

namespace {

class ParseCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("parse", "Show documents as Kubernetes reads them");
    input_.add_to(command);
    command
        .add_option("-f,--format", format_,
                    "json: one line a document, keys sorted; yaml: as kubectl prints it")
        ->check(CLI::IsMember({"json", "yaml"}))
        ->capture_default_str();
    command.footer(
        "Nothing is stripped and Lists are not opened. Findings go to standard error.\n\n"
        "Examples:\n"
        "  nsmkit parse values.yaml          # is `mode: off` a string or a boolean?\n"
        "  nsmkit parse --format yaml ratelimits.json");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    model::Inputs inputs = model::find_inputs(context.files, input_.paths);
    std::vector<base::Finding> findings = std::move(inputs.findings);
    for (const std::string& path : inputs.files) {
      print_file(path, context, findings);
    }
    const bool incomplete = base::any_incomplete(findings);
    const bool errors = base::any_at_least(findings, base::Severity::kError);
    print_findings(std::move(findings), color_err(global, context), context.err);
    return incomplete ? base::ExitStatus::kIo : errors ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

 private:
  void print_file(const std::string& path, Context& context, std::vector<base::Finding>& findings) {
    model::FileReader reader(context.files, path, context.in, input_.limits, model::LongLists::kWhole,
                             findings);
    bool empty = true;
    while (auto element = reader.next()) {
      print(element->value, context.out);
      empty = false;
    }
    if (empty && reader.complete()) {
      print(nullptr, context.out);  // a text without a document is null to Kubernetes
    }
  }

  void print(const Json& value, std::ostream& out) {
    std::string text;
    if (format_ == "json") {
      base::write_json(text, value);
      text.push_back('\n');
    } else {
      text.append(first_ ? "" : "---\n");
      yaml::write_yaml(text, value);
    }
    first_ = false;
    out << text;
  }

  InputOptions input_;
  std::string format_ = "json";
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Command> make_parse_command() { return std::make_unique<ParseCommand>(); }

}  // namespace nsmkit::cli
