#include "meshconfig/carrier_rules.hpp"

namespace nsmkit::meshconfig {

using base::RuleInfo;
using base::Severity;

const RuleInfo kCarrierUnreadable{
    "NSM701",
    "carrier-unreadable",
    Severity::kError,
    "an object that holds the mesh's configuration, but in a form that cannot be read",
    "What it sets is neither checked nor carried over.",
    "Export the object again with `kubectl get -o yaml`, and do not edit its encoded text.",
    "v2.0.0:internal/nginx-meshctl/commands/upgrade.go, Helm 3: storage/driver",
    true};
const RuleInfo kHelmReleaseSuperseded{
    "NSM702",
    "helm-release-superseded",
    Severity::kInfo,
    "a Helm release that is not the deployed revision",
    "Helm keeps older revisions and failed ones; their values are not what the mesh runs with.",
    "Use the Secret of the revision whose status is deployed: `helm history` shows it.",
    "Helm 3: release/status.go"};
const RuleInfo kDeployFlagUnknown{
    "NSM703",
    "deploy-flag-unknown",
    Severity::kError,
    "a flag that `nginx-meshctl deploy` does not have in any release",
    "The command stops at an unknown flag, so this is not the command that deployed the mesh.",
    "Correct the flag, or remove it.",
    "v2.0.0:docs/content/reference/nginx-meshctl.md"};
const RuleInfo kDeployFlagValue{"NSM704",
                                "deploy-flag-value",
                                Severity::kError,
                                "a flag of `nginx-meshctl deploy` whose value is missing or cannot be read",
                                "The command refuses the value, or takes another one than was meant.",
                                "Correct the value.",
                                "v2.0.0:internal/nginx-meshctl/commands/deploy.go"};
const RuleInfo kShellVariable{
    "NSM705",
    "shell-variable",
    Severity::kWarning,
    "a value that only the shell knows",
    "A variable or a command substitution has its value when the command runs, not in the file.",
    "Write the value in its place, or set it by hand in what nsmkit makes of it.",
    "POSIX.1-2017, Shell Command Language, section 2.6"};
const RuleInfo kDeployFlagFile{
    "NSM706",
    "deploy-flag-file",
    Severity::kWarning,
    "a flag that names a file with settings or a key",
    "nsmkit does not open files that an input names, so what is in this one is not carried over.",
    "Give the content of the file to the target by the same flag, or in the Helm values.",
    "v2.0.0:internal/nginx-meshctl/commands/deploy.go"};
const RuleInfo kDeployArgument{
    "NSM707",
    "deploy-argument",
    Severity::kError,
    "an argument of `nginx-meshctl deploy` that is no flag and no value of one",
    "The command takes no such arguments. A value with blanks that is not quoted is cut at the first blank.",
    "Put values with blanks in quotes, and write boolean flags as --flag=true or --flag=false.",
    "v2.0.0:docs/content/reference/nginx-meshctl.md"};
const RuleInfo kDeployFlagRepeated{"NSM708",
                                   "deploy-flag-repeated",
                                   Severity::kWarning,
                                   "a flag that stands twice in one command",
                                   "Only the last value counts; the others are lost without a word.",
                                   "Keep one of them.",
                                   "v2.0.0:internal/nginx-meshctl/commands/deploy.go"};
const RuleInfo kDeployCommands{"NSM709",
                               "deploy-commands",
                               Severity::kWarning,
                               "a text with several commands `nginx-meshctl deploy`",
                               "Each of them deploys a mesh of its own; only the first one was read.",
                               "Put each command in a file of its own.",
                               "nsmkit: nothing is passed over in silence"};

std::span<const RuleInfo* const> carrier_rule_infos() {
  static const RuleInfo* const kRules[] = {&kCarrierUnreadable, &kHelmReleaseSuperseded, &kDeployFlagUnknown,
                                           &kDeployFlagValue,   &kShellVariable,         &kDeployFlagFile,
                                           &kDeployArgument,    &kDeployFlagRepeated,    &kDeployCommands};
  return kRules;
}

}  // namespace nsmkit::meshconfig
