#include "diff/behaviour_cells.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/pattern.hpp"
#include "base/shown_text.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::uint64_t kWorkPerComparison = 50'000;
constexpr std::uint64_t kWorkPerByte = 1'000;
constexpr std::size_t kShownExample = 80;

/// A place in the dimension of one attribute (the path, or one header): which patterns match there.
struct Part {
  std::vector<std::uint32_t> matching;  ///< numbers of the dimension, sorted
  std::string example;
  bool absent = false;  ///< a request without the header
};

/// All patterns for one attribute, and the parts into which they cut its values.
class Dimension {
 public:
  void add(const std::string& pattern) {
    if (numbers_.contains(pattern)) {
      return;
    }
    const auto number = patterns_.add(pattern);
    numbers_.emplace(pattern, number);
  }

  /// False when the limit is used up. A pattern that matches nothing at all was meant in some other way.
  bool cut(std::string_view prefix, base::PatternStart start, base::WorkLimit& limit) {
    auto cells = patterns_.cells(prefix, start, limit);
    if (!cells) {
      return false;
    }
    std::set<std::uint32_t> used;
    for (auto& cell : *cells) {
      used.insert(cell.patterns.begin(), cell.patterns.end());
      parts_.push_back({std::move(cell.patterns), std::move(cell.example), false});
    }
    for (auto& [pattern, number] : numbers_) {
      if (number && !used.contains(*number)) {
        number.reset();
      }
    }
    return true;
  }

  void add_absent() { parts_.insert(parts_.begin(), Part{{}, {}, true}); }

  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }

  /// The number of a pattern; nothing for one that cannot be compared.
  [[nodiscard]] std::optional<std::uint32_t> number(const std::string& pattern) const {
    return numbers_.at(pattern);
  }

 private:
  base::PatternSet patterns_;
  std::map<std::string, std::optional<std::uint32_t>> numbers_;
  std::vector<Part> parts_;
};

bool is_http(const Route& route) { return route.type == Route::Type::kHttp; }

std::string other_method(const std::set<std::string>& known) {
  static constexpr std::array<std::string_view, 9> kUsual{"GET",     "POST", "PUT",   "DELETE", "PATCH",
                                                          "OPTIONS", "HEAD", "TRACE", "CONNECT"};
  const auto found = std::ranges::find_if(
      kUsual, [&known](std::string_view method) { return !known.contains(std::string(method)); });
  return found == kUsual.end() ? "another method" : std::string(*found);
}

/// Cuts all requests into cells: by method, by path, then by each header that still matters.
class Cutter {
 public:
  Cutter(const RouteTable& table, std::span<const RouteId> routes) : table_(table), routes_(routes) {}

  std::optional<std::vector<RouteCell>> run(Protocols protocols) {
    if (!prepare()) {
      return std::nullopt;
    }
    for (const Part& part : path_.parts()) {
      cut_by_method(part);
    }
    if (protocols == Protocols::kHttpAndTcp) {
      add_tcp();
    }
    if (exhausted_) {
      return std::nullopt;
    }
    return std::move(cells_);
  }

 private:
  using Alive = std::vector<Doubtful>;  // no conditions: sure

  bool prepare() {
    std::uint64_t bytes = 0;
    for (const RouteId id : routes_) {
      const Route& route = table_.route(id);
      bytes += 1 + route.path.size() + route.methods.size();
      methods_.insert(route.methods.begin(), route.methods.end());
      if (!route.path.empty()) {
        path_.add(route.path);
      }
      for (const auto& [name, pattern] : route.headers) {
        headers_[name].add(pattern);
        bytes += name.size() + pattern.size();
      }
    }
    limit_.left = kWorkPerComparison + kWorkPerByte * bytes;
    bool done = path_.cut("/", base::PatternStart::kAtBegin, limit_);
    for (auto& [name, dimension] : headers_) {
      done = done && dimension.cut("", base::PatternStart::kAnywhere, limit_);
      dimension.add_absent();
    }
    if (done) {
      sort_by_path();
    }
    return done;
  }

  void sort_by_path() {
    for (const RouteId id : routes_) {
      const Route& route = table_.route(id);
      const auto number = is_http(route) && !route.path.empty() ? path_.number(route.path) : std::nullopt;
      if (number) {
        by_path_[*number].push_back(id);
      } else if (is_http(route) && !route.path.empty()) {
        any_path_.push_back({id, {condition("path", route.path)}});
      } else if (route.type == Route::Type::kUnknown) {
        any_path_.push_back({id, {condition("note", route.note)}});
      } else if (route.type != Route::Type::kTcp) {
        any_path_.push_back({id, {}});
      }
    }
  }

  std::uint32_t condition(const std::string& what, const std::string& text) {
    return conditions_.try_emplace({what, text}, static_cast<std::uint32_t>(conditions_.size()))
        .first->second;
  }

  void cut_by_method(const Part& part) {
    Alive alive = any_path_;
    for (const std::uint32_t number : part.matching) {
      for (const RouteId id : by_path_[number]) {
        alive.push_back({id, {}});
      }
    }
    spend(alive.size() + 1);
    std::set<std::string> known;
    for (const Doubtful& one : alive) {
      const auto& methods = table_.route(one.route).methods;
      known.insert(methods.begin(), methods.end());
    }
    for (const std::string& method : known) {
      cut_by_header(with_method(alive, method), method + " " + part.example);
    }
    cut_by_header(with_method(alive, {}), other_method(methods_) + " " + part.example);
  }

  Alive with_method(const Alive& alive, const std::string& method) {
    spend(alive.size());
    Alive out;
    if (!exhausted_) {
      std::ranges::copy_if(alive, std::back_inserter(out), [&](const Doubtful& one) {
        const auto& methods = table_.route(one.route).methods;
        return methods.empty() || std::ranges::binary_search(methods, method);
      });
    }
    return out;
  }

  void cut_by_header(Alive alive, const std::string& example) {
    std::set<std::string> names;
    for (const Doubtful& one : alive) {
      for (const auto& [name, pattern] : table_.route(one.route).headers) {
        names.insert(name);
      }
    }
    // The same routes may be left over in several ways; one of them is enough.
    std::map<Alive, std::string> ways{{std::move(alive), example}};
    for (const std::string& name : names) {
      std::map<Alive, std::string> cut;
      for (const auto& [left, text] : ways) {
        for (const Part& part : headers_.at(name).parts()) {
          cut.try_emplace(with_header(left, name, part),
                          part.absent ? text : text + ", header " + name + ": " + part.example);
        }
      }
      ways = std::move(cut);
    }
    for (const auto& [left, text] : ways) {
      add_cell(left, text);
    }
  }

  Alive with_header(const Alive& alive, const std::string& name, const Part& part) {
    spend(alive.size() + part.matching.size() + 1);
    Alive out;
    if (exhausted_) {
      return out;
    }
    for (const Doubtful& one : alive) {
      const Route& route = table_.route(one.route);
      const auto asked = route.headers.find(name);
      if (asked == route.headers.end()) {
        out.push_back(one);
        continue;
      }
      const auto number = headers_.at(name).number(asked->second);
      if (!number && !part.absent) {
        out.push_back(one);
        out.back().conditions.push_back(condition("header " + name, asked->second));
        std::ranges::sort(out.back().conditions);
      } else if (number && std::ranges::binary_search(part.matching, *number)) {
        out.push_back(one);
      }
    }
    return out;
  }

  void add_tcp() {
    Alive alive;
    for (const RouteId id : routes_) {
      const Route& route = table_.route(id);
      if (route.type == Route::Type::kUnknown) {
        alive.push_back({id, {condition("note", route.note)}});
      } else if (!is_http(route)) {
        alive.push_back({id, {}});
      }
    }
    add_cell(alive, "a TCP connection");
  }

  void add_cell(const Alive& alive, const std::string& example) {
    RouteCell cell;
    for (const Doubtful& one : alive) {
      if (one.conditions.empty()) {
        cell.sure.push_back(one.route);
      } else {
        cell.doubtful.push_back(one);
      }
    }
    std::ranges::sort(cell.sure);
    std::ranges::sort(cell.doubtful);
    spend(alive.size() + 1);
    if (seen_.insert({cell.sure, cell.doubtful}).second) {
      cell.example = base::shown_text(example, kShownExample);
      cells_.push_back(std::move(cell));
    }
  }

  void spend(std::uint64_t work) { exhausted_ = exhausted_ || !limit_.take(work); }

  const RouteTable& table_;
  std::span<const RouteId> routes_;
  base::WorkLimit limit_;
  bool exhausted_ = false;
  std::set<std::string> methods_;
  Dimension path_;
  std::map<std::string, Dimension> headers_;
  std::map<std::uint32_t, std::vector<RouteId>> by_path_;
  Alive any_path_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> conditions_;
  std::set<std::pair<std::vector<RouteId>, std::vector<Doubtful>>> seen_;
  std::vector<RouteCell> cells_;
};

}  // namespace

std::optional<std::vector<RouteCell>> cells_of(const RouteTable& table, std::span<const RouteId> routes,
                                               Protocols protocols) {
  return Cutter(table, routes).run(protocols);
}

}  // namespace nsmkit::diff
