#include "diff/behaviour_matrix.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "diff/behaviour_parts.hpp"

namespace nsmkit::diff {

namespace {

bool any_sure(std::span<const RouteChange> changes) {
  return std::ranges::any_of(changes,
                             [](const RouteChange& change) { return change.extent != Extent::kMaybe; });
}

bool any_doubtful(std::span<const RouteChange> changes) {
  return std::ranges::any_of(changes,
                             [](const RouteChange& change) { return change.extent == Extent::kMaybe; });
}

using Places = std::unordered_map<std::string, std::uint32_t>;

Places places_in(const std::vector<std::string>& names) {
  Places places;
  for (const std::string& name : names) {
    places.emplace(name, static_cast<std::uint32_t>(places.size()));
  }
  return places;
}

std::vector<std::string> list_of(const std::set<std::string>& names) { return {names.begin(), names.end()}; }

}  // namespace

void MatrixMaker::add(const std::string& source, const std::string& destination,
                      const std::array<bool, 2>& allowed, const RouteChanges& changes) {
  AccessCell& cell = cells_[{source, destination}];
  for (const std::size_t side : kSides) {
    cell.allowed[side] = cell.allowed[side] || allowed[side];
  }
  cell.gained = cell.gained || any_sure(changes.gained);
  cell.lost = cell.lost || any_sure(changes.lost);
  cell.maybe = cell.maybe || any_doubtful(changes.gained) || any_doubtful(changes.lost);
}

AccessMatrix MatrixMaker::made() const {
  std::set<std::string> sources;
  std::set<std::string> destinations;
  for (const auto& [pair, cell] : cells_) {
    sources.insert(pair.first);
    destinations.insert(pair.second);
  }
  AccessMatrix matrix{list_of(sources), list_of(destinations), {}};
  // All others stand below those that have a name.
  const auto others = std::ranges::find(matrix.sources, to_text(Subject{}));
  if (others != matrix.sources.end()) {
    std::rotate(others, std::next(others), matrix.sources.end());
  }
  const Places rows = places_in(matrix.sources);
  const Places columns = places_in(matrix.destinations);
  for (const auto& [pair, known] : cells_) {
    AccessCell cell = known;
    cell.source = rows.at(pair.first);
    cell.destination = columns.at(pair.second);
    matrix.cells.push_back(cell);
  }
  std::ranges::sort(matrix.cells, {},
                    [](const AccessCell& cell) { return std::pair(cell.source, cell.destination); });
  return matrix;
}

}  // namespace nsmkit::diff
