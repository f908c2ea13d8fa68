// SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), as code scanning services read it.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/version.hpp"
#include "model/resource.hpp"
#include "render/renderer.hpp"

namespace nsmkit::render {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view kStandard = "sarif-2.1.0";
constexpr std::string_view kVersion = kStandard.substr(kStandard.find('-') + 1);

std::string_view level_of(base::Severity severity) {
  switch (severity) {
    case base::Severity::kError:
      return "error";
    case base::Severity::kWarning:
      return "warning";
    case base::Severity::kInfo:
      return "note";
  }
  return "note";
}

// schema-type → SchemaType: names are identifiers (section 3.49.7).
std::string pascal_case(std::string_view slug) {
  std::string name;
  bool start = true;
  for (const char c : slug) {
    if (c == '-') {
      start = true;
      continue;
    }
    name.push_back(start && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    start = false;
  }
  return name;
}

// A path as relative URI reference, or as file: URI when it is absolute (RFC 3986). A colon is escaped as
// well: in the first segment it would end a scheme.
std::string uri_of(std::string_view path) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || std::string_view("-._~/").find(c) != std::string_view::npos) {
      uri.push_back(c);
    } else {
      uri.push_back('%');
      uri.push_back(kHex[byte >> 4U]);
      uri.push_back(kHex[byte & 0xFU]);
    }
  }
  return uri;
}

// Viewers make a link of `[text](target)` (section 3.11.6): text of the user's files must not become one.
std::string message_text(std::string text) {
  for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos;) {
    text.insert(at + 1, " ");
  }
  return text;
}

// The texts have no Markdown of their own, but may hold what looks like it.
std::string markdown_of(const base::RuleInfo& rule) {
  const auto plain = [](std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (std::string_view("\\`*_[]<>|").find(c) != std::string_view::npos) {
        out.push_back('\\');
      }
      out.push_back(c);
    }
    return out;
  };
  return plain(rule.why) + "\n\n**Remedy:** " + plain(rule.remedy) + "\n\n*Source: " + plain(rule.source) +
         "*";
}

OrderedJson rule_json(const base::RuleInfo& rule) {
  const std::string why(rule.why), remedy(rule.remedy), source(rule.source);
  OrderedJson json;
  json["id"] = rule.code;
  json["name"] = pascal_case(rule.slug);
  json["shortDescription"] = {{"text", rule.summary}};
  json["fullDescription"] = {{"text", rule.why}};
  json["help"] = {{"text", why + "\n\nRemedy: " + remedy + "\n\nSource: " + source},
                  {"markdown", markdown_of(rule)}};
  json["defaultConfiguration"] = {{"level", level_of(rule.severity)}};
  json["properties"] = {{"slug", rule.slug}, {"tags", {"nginx-service-mesh", "kubernetes"}}};
  return json;
}

OrderedJson location_json(const base::Finding& finding) {
  OrderedJson physical;
  physical["artifactLocation"] = {{"uri", uri_of(finding.location.file)}};
  if (finding.location.position.line != 0) {
    physical["region"] = {{"startLine", finding.location.position.line},
                          {"startColumn", std::max(finding.location.position.column, 1U)}};
  }
  OrderedJson location;
  location["physicalLocation"] = std::move(physical);
  if (finding.resource) {
    std::string name = model::display_name(*finding.resource);
    name.append(finding.path.empty() ? "" : " ").append(finding.path);
    location["logicalLocations"] = OrderedJson::array({{{"fullyQualifiedName", name}, {"kind", "resource"}}});
  }
  return location;
}

OrderedJson suppression_json(const Suppression& suppression) {
  const bool in_source = suppression.by == SuppressedBy::kAnnotation;
  return {{"kind", in_source ? "inSource" : "external"}, {"justification", suppression.reason}};
}

OrderedJson result_json(const Result& result, std::size_t rule_index) {
  const base::Finding& finding = result.finding;
  const std::string remedy = finding.remedy.empty() ? "" : "\nRemedy: " + finding.remedy;
  OrderedJson json;
  json["ruleId"] = finding.rule->code;
  json["ruleIndex"] = rule_index;
  json["level"] = level_of(finding.severity);
  json["message"] = {{"text", message_text(finding.message + remedy)}};
  json["locations"] = OrderedJson::array({location_json(finding)});
  json["partialFingerprints"] = {{"nsmkit/v1", result.fingerprint}};
  if (result.suppression) {
    json["suppressions"] = OrderedJson::array({suppression_json(*result.suppression)});
  }
  return json;
}

// Rules of the results only: a code scanning service keeps what it knew of the others.
std::map<std::string_view, const base::RuleInfo*> rules_of(const std::vector<const Result*>& results) {
  std::map<std::string_view, const base::RuleInfo*> rules;
  for (const Result* result : results) {
    rules.emplace(result->finding.rule->code, result->finding.rule);
  }
  return rules;
}

OrderedJson driver_json(const std::map<std::string_view, const base::RuleInfo*>& rules) {
  OrderedJson driver;
  driver["name"] = "nsmkit";
  driver["version"] = base::version();
  driver["semanticVersion"] = base::version();
  driver["rules"] = OrderedJson::array();
  for (const auto& [code, rule] : rules) {
    driver["rules"].push_back(rule_json(*rule));
  }
  return driver;
}

class SarifRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "sarif"; }

  void render(const Report& report, Color /*color*/, std::ostream& out) const override {
    const auto results = shown(report);
    const auto rules = rules_of(results);
    OrderedJson run;
    run["tool"] = {{"driver", driver_json(rules)}};
    run["invocations"] = OrderedJson::array({{{"executionSuccessful", complete(report)}}});
    run["columnKind"] = "unicodeCodePoints";
    run["results"] = OrderedJson::array();
    for (const Result* result : results) {
      const auto index = std::distance(rules.begin(), rules.find(result->finding.rule->code));
      run["results"].push_back(result_json(*result, static_cast<std::size_t>(index)));
    }
    run["properties"] = {{"from", report.from ? OrderedJson(*report.from) : OrderedJson()},
                         {"to", report.to}};
    OrderedJson log;
    log["$schema"] = "https://json.schemastore.org/" + std::string(kStandard) + ".json";
    log["version"] = kVersion;
    log["runs"] = OrderedJson::array({std::move(run)});
    out << log.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
  }
};

}  // namespace

std::unique_ptr<Renderer> make_sarif_renderer() { return std::make_unique<SarifRenderer>(); }

}  // namespace nsmkit::render
