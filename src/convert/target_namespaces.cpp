#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

class Subjects {
 public:
  explicit Subjects(Work& work) : work_(work) {}

  void look_at(Json& subject, const std::string& pointer) {
    if (!subject.is_object()) {
      return;
    }
    if (text_member(&subject, "kind") == "Group" && work_.foreign()) {
      work_.doubt(pointer, "the kind Group has no defined meaning");
    }
    if (!is_empty(member(&subject, "namespace"))) {
      return;
    }
    const std::string& own = work_.input().ref.name_space;
    if (work_.options().fill_namespaces && !own.empty()) {
      subject["namespace"] = own;
      work_.changed("the namespace " + own + " written where there was none");
      return;
    }
    ++missing_;
    first_ = first_.empty() ? pointer : first_;
  }

  void tell() {
    if (missing_ > 0 && (work_.foreign() || work_.is_changed())) {
      work_.doubt(first_, count_of(missing_, "subject") +
                              " without a namespace; which one the mesh takes is not documented "
                              "(--fill-namespaces writes the object's own)");
    }
  }

 private:
  Work& work_;
  std::size_t missing_ = 0;
  std::string first_;
};

}  // namespace

void target_namespaces(Work& work) {
  Json* spec = object_member(&work.object(), "spec");
  Subjects subjects(work);
  if (Json* destination = object_member(spec, "destination")) {
    subjects.look_at(*destination, "/spec/destination");
  }
  Json* sources = list_member(spec, "sources");
  for (std::size_t i = 0; sources != nullptr && i < sources->size(); ++i) {
    subjects.look_at((*sources)[i], "/spec/sources/" + std::to_string(i));
  }
  subjects.tell();
}

}  // namespace nsmkit::convert
