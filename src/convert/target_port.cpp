#include "convert/json_member.hpp"
#include "convert/port.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

// A port that was never set is left out; one written as text becomes a number.
void settle_port(Work& work, Json& subject, const std::string& pointer) {
  Json* port = member(&subject, "port");
  if (port == nullptr || (port->is_number_integer() && !work.foreign())) {
    return;
  }
  if (is_unset_port(*port)) {
    subject.erase("port");
    work.changed("a port that is not set left out");
    return;
  }
  const auto number = read_port(*port);
  if (!number) {
    work.impossible(pointer + "/port", "the port " + shown(*port) + " is not a whole number from 1 to 65535");
    return;
  }
  if (port->is_string()) {
    *port = *number;
    work.changed("ports are numbers now");
  }
}

}  // namespace

void target_port(Work& work) {
  Json* spec = object_member(&work.object(), "spec");
  if (Json* destination = object_member(spec, "destination")) {
    settle_port(work, *destination, "/spec/destination");
  }
  Json* sources = list_member(spec, "sources");
  for (std::size_t i = 0; sources != nullptr && i < sources->size(); ++i) {
    settle_port(work, (*sources)[i], "/spec/sources/" + std::to_string(i));
  }
}

}  // namespace nsmkit::convert
