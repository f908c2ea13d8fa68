#include "cli/bundle/policies.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "base/pointer.hpp"
#include "bundle/bundle_rules.hpp"
#include "cli/common_options.hpp"
#include "model/ownership_rules.hpp"
#include "model/resource_set.hpp"
#include "releases/catalog.hpp"
#include "releases/restore_order.hpp"

namespace nsmkit::cli {

namespace {

using bundle::Conversion;
using convert::Loss;
using model::Resource;

const releases::RestoreKind* restore_kind(const Json& object) {
  const base::ResourceRef ref = model::reference_of(object);
  return releases::restore_kind(model::split_api_version(ref.api_version).group, ref.kind);
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// "Canary catalog": the owner that calls itself the object's controller; empty when there is none.
std::string controller_of(const Json& object) {
  const Json* owners = base::find(object, "/metadata/ownerReferences");
  if (owners == nullptr || !owners->is_array()) {
    return {};
  }
  const auto found = std::ranges::find_if(*owners, [](const Json& owner) {
    return owner.is_object() && owner.value("controller", Json()) == true;
  });
  return found == owners->end() ? std::string() : text_of(*found, "kind") + " " + text_of(*found, "name");
}

Conversion conversion_of(Loss loss) {
  return loss == Loss::kNone    ? Conversion::kNone
         : loss == Loss::kLossy ? Conversion::kLossy
                                : Conversion::kLossless;
}

using Id = std::tuple<std::string, std::string, std::string>;  ///< kind, namespace, name

/// What happened to one object before it is converted.
struct Prepared {
  std::string controller;
  std::vector<std::string> stripped;
  bool skipped = false;
};

class Preparation {
 public:
  Preparation(const convert::Target& target, const PolicyOptions& options)
      : target_(target), options_(options) {}

  Policies run(std::vector<Resource> objects) {
    for (Resource& object : objects) {
      normalize(std::move(object));
    }
    convert::Lookup lookup(set_);
    auto prepared = prepared_.begin();
    for (const Resource& object : set_.all()) {
      convert(object, *prepared++, lookup);
    }
    report_repeated();
    return std::move(result_);
  }

 private:
  void normalize(Resource&& object) {
    Prepared prepared;
    prepared.controller = controller_of(object.object);
    normalize::Outcome outcome = normalize::normalize(object, options_.normalize);
    prepared.skipped = outcome.skipped;
    std::ranges::transform(outcome.changes, std::back_inserter(prepared.stripped),
                           &normalize::Change::pointer);
    // Said by bundle-controller-owned, and when the objects are checked.
    std::erase_if(outcome.findings, [&prepared](const base::Finding& each) {
      return each.rule == &model::kFinalizerPresent ||
             (each.rule == &model::kOwnedByController && !prepared.controller.empty());
    });
    add(std::move(outcome.findings));
    prepared_.push_back(std::move(prepared));
    set_.add(std::move(object), model::ResourceSet::Verdict::kAccepted);
  }

  void convert(const Resource& object, Prepared& prepared, convert::Lookup& lookup) {
    if (prepared.skipped) {
      skip(object, "left out, for its owner to make it again");
      return;
    }
    convert::Outcome outcome = convert::convert(object, target_, options_.convert, lookup);
    if (outcome.loss == Loss::kNone) {
      outcome.objects.push_back(object.object);
    }
    if (outcome.loss == Loss::kImpossible) {
      skip(object, outcome.findings.empty() ? "cannot be converted" : outcome.findings.front().message);
    } else if (outcome.objects.empty()) {
      report(bundle::kMerged, object, "its content was written into the objects that refer to it");
      skip(object, "lives on in the objects that refer to it");
    } else {
      take_all(object, std::move(outcome.objects), conversion_of(outcome.loss), prepared);
    }
    add(std::move(outcome.findings));
  }

  // An object that was split counts as restored when one of its parts is.
  void take_all(const Resource& source, std::vector<Json>&& objects, Conversion conversion,
                const Prepared& prepared) {
    std::string reason;
    bool taken = false;
    for (Json& object : objects) {
      std::string fault = take(source, std::move(object), conversion, prepared);
      taken = taken || fault.empty();
      reason = fault.empty() ? reason : std::move(fault);
    }
    if (!taken) {
      skip(source, std::move(reason));
    }
  }

  /// Why it was not taken; empty when it was.
  std::string take(const Resource& source, Json&& object, Conversion conversion, const Prepared& prepared) {
    const base::ResourceRef ref = model::reference_of(object);
    if (restore_kind(object) == nullptr) {
      result_.to_check.push_back({ref, object, source.map, source.location});
      report_not_restored(source);
      return "a restore does not create this kind";
    }
    if (std::string fault = bundle::file_fault(object); !fault.empty()) {
      result_.to_check.push_back({ref, object, source.map, source.location});
      report(bundle::kNameUnsafe, source, model::display_name(ref) + " " + fault);
      return fault;
    }
    const auto [first, is_first] =
        taken_.emplace(Id{ref.kind, ref.name_space, ref.name}, result_.ready.size());
    if (!is_first) {
      return repeat(source, object, result_.ready[first->second]);
    }
    result_.to_check.push_back({ref, object, source.map, source.location});
    if (!prepared.controller.empty()) {
      report(bundle::kControllerOwned, source,
             model::display_name(ref) + " is made by " + prepared.controller +
                 "; it goes to resources/controller-owned, and restore.sh leaves it alone");
    }
    result_.ready.push_back(
        {std::move(object), source.location, prepared.stripped, conversion, prepared.controller});
    return {};
  }

  // An object that stands in two files, once as YAML and once as JSON, is one object. Two of one name are an
  // error, which the check of the objects reports.
  std::string repeat(const Resource& source, const Json& object, const bundle::Restorable& first) {
    if (object != first.object) {
      result_.to_check.push_back({model::reference_of(object), object, source.map, source.location});
      return "the inputs hold another object of this name";
    }
    auto& [count, place] = repeated_[{source.location.file, first.source.file}];
    if (++count == 1) {
      place = source.location;
    }
    return "the same object stands in " + first.source.file;
  }

  void report_repeated() {
    for (const auto& [files, found] : repeated_) {
      const auto& [count, place] = found;
      result_.findings.push_back(
          base::make_finding(bundle::kRepeated,
                             count_text(count, "object") + " of this file, this one first, " +
                                 (count == 1 ? "is" : "are") + " the same as in " + files.second,
                             place));
    }
  }

  // Kinds that are none of the mesh's are reported when the objects are checked.
  void report_not_restored(const Resource& object) {
    if (releases::catalog().is_mesh_kind(model::split_api_version(object.ref.api_version).group,
                                         object.ref.kind)) {
      report(bundle::kNotRestored, object, model::display_name(object.ref) + " is not restored");
    }
  }

  void skip(const Resource& object, std::string reason) {
    result_.skipped.push_back({object.ref, object.location, std::move(reason)});
  }

  void report(const base::RuleInfo& rule, const Resource& object, std::string message) {
    result_.findings.push_back(base::make_finding(rule, std::move(message), object.location));
    result_.findings.back().resource = object.ref;
  }

  void add(std::vector<base::Finding>&& findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(result_.findings));
  }

  const convert::Target& target_;
  const PolicyOptions& options_;
  model::ResourceSet set_;
  std::vector<Prepared> prepared_;
  std::map<Id, std::size_t> taken_;  ///< index in `ready`
  std::map<std::pair<std::string, std::string>, std::pair<std::uint64_t, base::Location>> repeated_;
  Policies result_;
};

}  // namespace

Policies prepare_policies(std::vector<Resource> objects, const convert::Target& target,
                          const PolicyOptions& options) {
  return Preparation(target, options).run(std::move(objects));
}

}  // namespace nsmkit::cli
