#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "diff/behaviour.hpp"
#include "render/diff_report.hpp"

/// Pieces of the page of a comparison, shared by its files.
namespace nsmkit::render {

/// How much a page may hold; the rest is counted, and other formats have it.
inline constexpr std::size_t kMostObjects = 1000;
inline constexpr std::size_t kMostStatements = 1000;
inline constexpr std::size_t kMostValues = 10'000;
inline constexpr std::size_t kMostLines = 30'000;  ///< of YAML, both sides together

/// Who may reach whom, before and after, as SVG and as a table. Of a large matrix, the sources and
/// destinations with changes are drawn first.
[[nodiscard]] std::string html_access_matrix(const diff::AccessMatrix& matrix);

/// The statements about traffic, and what they rest on.
[[nodiscard]] std::string html_statements(const DiffReport& report);

/// The mesh's configuration, setting by setting; empty when nothing is to be said.
[[nodiscard]] std::string html_settings(const diff::SettingsDifference& settings);

/// The objects that differ.
[[nodiscard]] std::string html_objects(const diff::Difference& difference);

/// Two texts, line beside line, with long runs of equal lines folded. Empty when they have more than
/// `room` lines; else these are taken from it.
[[nodiscard]] std::string html_side_by_side(std::string_view before, std::string_view after,
                                            std::size_t& room);

/// `<span class="chip CLASS">CLASS</span>`; `name` is a word of our own.
[[nodiscard]] std::string html_chip(std::string_view name);

}  // namespace nsmkit::render
