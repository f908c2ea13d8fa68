#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "meshconfig/carrier.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::meshconfig {

/// What a check knows besides the carrier.
struct CheckFacts {
  const releases::Release* from = nullptr;  ///< null: not said
  const releases::Release* to = nullptr;    ///< the release that shall take the configuration; never null
  bool circuit_breakers = false;            ///< CircuitBreakers are among the inputs
  std::optional<std::string> mtls_mode;     ///< the mesh's mode, as far as the inputs tell
};

/// Takes from a carrier what the check of another one needs: the mesh's mTLS mode. The configuration of a
/// running mesh wins over values, whatever the order.
void collect_check_facts(const Carrier& carrier, CheckFacts& facts);

/// Checks one carrier for a release: unknown, retired and wrong fields, rules between fields, secrets in the
/// clear. Never shows a secret.
[[nodiscard]] std::vector<base::Finding> check(const Carrier& carrier, const CheckFacts& facts);

/// Every kind of finding that this library makes, by code (NSM7xx and NSM8xx).
[[nodiscard]] std::span<const base::RuleInfo* const> rule_infos();

}  // namespace nsmkit::meshconfig
