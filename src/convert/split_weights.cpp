#include <limits>

#include "base/json_text.hpp"
#include "convert/json_member.hpp"
#include "convert/quantity.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

enum class Form : std::uint8_t { kNumber, kFraction, kText, kMissing };

struct Weight {
  Form form = Form::kNumber;
  std::string text;  ///< as written
  Nano amount = 0;
};

/// All backends of one split, on their way to whole numbers.
class Weights {
 public:
  Weights(Work& work, Json& backends)
      : work_(work), backends_(backends), places_(work.source_items("/spec/backends")) {}

  void convert() {
    for (std::size_t i = 0; i < backends_.size(); ++i) {
      if (!backends_[i].is_object()) {
        return;
      }
      read(i);
    }
    if (work_.is_impossible() || !needed()) {
      return;
    }
    check_doubts();
    write();
  }

 private:
  static std::string pointer(std::size_t i) { return "/spec/backends/" + std::to_string(i) + "/weight"; }

  void read(std::size_t i) {
    const Json* value = member(&backends_[i], "weight");
    Weight& weight = weights_.emplace_back();
    if (value == nullptr || value->is_null()) {
      weight = {Form::kMissing, "(none)", 0};
      if (work_.id().version == "v1alpha1") {
        work_.impossible(pointer(i), "the backend has no weight");
      }
      return;
    }
    if (value->is_string()) {
      weight.form = Form::kText;
      weight.text = value->get<std::string>();
    } else if (value->is_number()) {
      weight.form = value->is_number_float() ? Form::kFraction : Form::kNumber;
      weight.text = number_text(*value, i);
    } else {
      work_.impossible(pointer(i), "the weight is " + shown(*value) + ", not a number");
      return;
    }
    read_amount(weight, *value, i);
  }

  // A fraction is read as it is written: a double would turn 33.3 into something else.
  std::string number_text(const Json& value, std::size_t i) {
    const auto written = i < places_.size() ? places_[i].text("/weight") : std::nullopt;
    if (value.is_number_float()) {
      const bool readable = written && std::holds_alternative<Quantity>(parse_quantity(*written));
      return readable ? std::string(*written) : base::json_number(value.get<double>());
    }
    if (written && written->size() > 1 && (*written)[0] == '0' && all_digits(*written)) {
      octal_ = octal_.empty() ? pointer(i) : octal_;
    }
    return value.dump();
  }

  void read_amount(Weight& weight, const Json& value, std::size_t i) {
    const auto parsed = parse_quantity(weight.text);
    if (const auto* fault = std::get_if<QuantityFault>(&parsed)) {
      work_.impossible(pointer(i), *fault == QuantityFault::kTooLarge
                                       ? "the weight " + shown(value) + " is past 2^63 - 1"
                                       : "the weight " + shown(value) + " is not a Quantity");
      return;
    }
    const auto& quantity = std::get<Quantity>(parsed);
    if (quantity.negative) {
      work_.impossible(pointer(i), "the weight " + shown(value) + " is negative");
    }
    if (quantity.rounded_up) {
      rounded_ = rounded_.empty() ? pointer(i) : rounded_;
    }
    weight.amount = quantity.nano;
  }

  [[nodiscard]] bool any(Form form) const { return first(form) < weights_.size(); }

  [[nodiscard]] std::size_t first(Form form) const {
    std::size_t i = 0;
    while (i < weights_.size() && weights_[i].form != form) {
      ++i;
    }
    return i;
  }

  [[nodiscard]] bool needed() const {
    const bool whole_only = work_.goal_type("spec.backends[].weight") != "number";
    return any(Form::kText) || any(Form::kMissing) || (any(Form::kFraction) && whole_only);
  }

  void check_doubts() {
    if (any(Form::kText) && work_.id().version != "v1alpha1") {
      work_.mismatch(pointer(first(Form::kText)), "weights are Quantities, which only v1alpha1 has");
    }
    if (any(Form::kMissing)) {
      work_.doubt(pointer(first(Form::kMissing)),
                  "a backend has no weight; it gets 0, which old clients left out");
    }
    if (!rounded_.empty()) {
      work_.doubt(rounded_,
                  "the weight is finer than a billionth and is rounded up to one, as Kubernetes does");
    }
    if (!octal_.empty()) {
      work_.doubt(
          octal_,
          "the weight starts with 0: Kubernetes reads it as an octal number, other tools as a decimal one");
    }
  }

  void write() {
    std::vector<Nano> amounts;
    Nano sum = 0;
    for (const Weight& weight : weights_) {
      amounts.push_back(weight.amount);
      sum |= weight.amount;
    }
    const auto numbers = whole_ratio(amounts);
    if (!numbers) {
      work_.impossible("/spec/backends",
                       "no whole numbers up to 2^63 - 1 have the ratio of the weights " + listed(nullptr));
      return;
    }
    if (sum == 0 && !weights_.empty()) {
      work_.doubt("/spec/backends", "all weights are 0, and what happens to the requests is not defined");
    }
    for (std::size_t i = 0; i < numbers->size(); ++i) {
      if ((*numbers)[i] > std::numeric_limits<std::int32_t>::max()) {
        work_.doubt(pointer(i),
                    "the weight " + std::to_string((*numbers)[i]) +
                        " is above 2^31 - 1; whether the mesh can count that far is not documented");
      }
      backends_[i]["weight"] = (*numbers)[i];
    }
    work_.changed("weights " + listed(nullptr) + " are " + listed(&*numbers) + " now");
  }

  [[nodiscard]] std::string listed(const std::vector<std::int64_t>* numbers) const {
    static constexpr std::size_t kMostListed = 6;
    std::string text;
    for (std::size_t i = 0; i < weights_.size() && i < kMostListed; ++i) {
      text += i == 0 ? "" : ", ";
      text += numbers != nullptr ? std::to_string((*numbers)[i]) : weights_[i].text.substr(0, 20);
    }
    return text + (weights_.size() > kMostListed ? ", …" : "");
  }

  Work& work_;
  Json& backends_;
  std::vector<yaml::SourceMap> places_;
  std::vector<Weight> weights_;
  std::string rounded_;  ///< where the first weight stands that was rounded
  std::string octal_;    ///< where the first weight stands that starts with 0
};

}  // namespace

// Weights only count relative to each other. Numbers that are whole already stay as they are: Flagger reads
// them as percent.
void split_weights(Work& work) {
  if (Json* backends = list_member(object_member(&work.object(), "spec"), "backends")) {
    Weights(work, *backends).convert();
  }
}

}  // namespace nsmkit::convert
