#include "base/version.hpp"
#include "cli/bundle/open_bundle.hpp"
#include "cli/command.hpp"

namespace nsmkit::cli {

namespace {

// Members in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;

OrderedJson finding_json(const base::Finding& finding) {
  return {{"code", finding.rule->code},
          {"rule", finding.rule->slug},
          {"severity", base::to_string(finding.severity)},
          {"message", finding.message},
          {"remedy", finding.remedy}};
}

OrderedJson bundle_json(const bundle::Manifest& manifest) {
  return {{"from", manifest.from.empty() ? OrderedJson() : OrderedJson(manifest.from)},
          {"to", manifest.to},
          {"platform", manifest.platform},
          {"installer", manifest.installer},
          {"madeBy", manifest.tool_version},
          {"objects", manifest.objects.size()}};
}

class VerifyCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("verify", "Check a bundle: checksums, signature, content");
    bundle_.add_to(command);
    command.add_option("-f,--format", format_, "How to write the result")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.footer(
        "Reads the archive without unpacking it, and trusts nothing in it. Exit status: 0 the bundle is "
        "sound, 1 it is\n"
        "not, 3 it cannot be read to its end.\n\n"
        "Examples:\n"
        "  nsmkit verify mesh.tar.gz\n"
        "  nsmkit verify mesh.tar.gz --key maker.pub.pem --format json");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    const OpenedBundle opened = bundle_.open(context);
    if (format_ == "json") {
      print_json(opened, context.out);
    } else {
      print_findings(opened.verification.findings, color_out(global, context), context.out);
    }
    if (!global.quiet) {
      print_summary(opened, context.err);
    }
    return !opened.content.complete ? base::ExitStatus::kIo
           : opened.sound()         ? base::ExitStatus::kOk
                                    : base::ExitStatus::kFindings;
  }

 private:
  void print_json(const OpenedBundle& opened, std::ostream& out) const {
    const bundle::Verification& found = opened.verification;
    OrderedJson json = {{"apiVersion", "nsmkit/v1"}, {"kind", "BundleVerification"}};
    json["tool"] = {{"name", "nsmkit"}, {"version", base::version()}};
    json["file"] = bundle_.path;
    json["sound"] = opened.sound();
    json["complete"] = opened.content.complete;
    json["signed"] = found.is_signed;
    json["signatureFits"] = bundle_.key.empty() ? OrderedJson() : OrderedJson(found.signature_fits);
    json["files"] = opened.content.files.size();
    json["bundle"] = found.manifest ? bundle_json(*found.manifest) : OrderedJson();
    json["findings"] = OrderedJson::array();
    for (const base::Finding& finding : found.findings) {
      json["findings"].push_back(finding_json(finding));
    }
    out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
  }

  void print_summary(const OpenedBundle& opened, std::ostream& err) const {
    const bundle::Verification& found = opened.verification;
    err << bundle_.path << ": " << count_text(opened.content.files.size(), "file");
    if (found.manifest) {
      err << ", " << count_text(found.manifest->objects.size(), "object") << " for " << found.manifest->to
          << ", made by nsmkit " << found.manifest->tool_version;
    }
    err << "; "
        << (found.signature_fits  ? "signed with this key"
            : !found.is_signed    ? "not signed"
            : bundle_.key.empty() ? "signed, signature not checked"
                                  : "signed with another key");
    err << "; "
        << (opened.sound()            ? "sound"
            : opened.content.complete ? "NOT sound"
                                      : "NOT read to its end")
        << '\n';
  }

  BundleArgument bundle_;
  std::string format_ = "text";
};

}  // namespace

std::unique_ptr<Command> make_verify_command() { return std::make_unique<VerifyCommand>(); }

}  // namespace nsmkit::cli
