#!/usr/bin/env bash
# A real server takes the CRDs that `nsmkit releases RELEASE --crds` writes, and serves what they say.
# shellcheck source=tools/e2e/cases/case.sh
source "$(dirname "${BASH_SOURCE[0]}")/case.sh"

# is_established: nothing stands in the way of any CRD, every name is accepted, every schema is sound.
is_established() {
  kubectl get crd -o json | jq -e '.items | length > 0 and all(
    ([.status.conditions[] | select(.status == "True") | .type] | sort) == ["Established", "NamesAccepted"])'
}

# declared RELEASE: what nsmkit lists as served.
declared() {
  "$NSMKIT" releases "$1" --format json | jq -S '[.resources[] | select(.served)
    | {apiVersion, kind, plural, namespaced: (.scope == "Namespaced")}] | sort'
}

# served: what the server says it serves.
served() {
  kubectl get crd -o json | jq -r '.items[] | .spec.group as $group | .spec.versions[]
    | "/apis/\($group)/\(.name)"' | sort -u | while read -r path; do
    kubectl get --raw "$path"
  done | jq -S -s '[.[] | .groupVersion as $version | .resources[] | select(.name | contains("/") | not)
    | {apiVersion: $version, kind, plural: .name, namespaced}] | sort'
}

# is_served RELEASE: both are the same.
is_served() {
  declared "$1" >"$E2E_WORK/expected.json"
  jq -e 'length >= 6' "$E2E_WORK/expected.json" || return 1
  served >"$E2E_WORK/found.json"
  same 'served resources' "$E2E_WORK/expected.json" "$E2E_WORK/found.json"
}

start
for release in $("$NSMKIT" releases --format json | jq -r '[.releases[] | select(.crdSet != null)]
    | group_by(.crdSet) | map(.[0].version) | .[]'); do
  check "the CRDs of $release are accepted" install_crds "$release" "$E2E_WORK/crds-$release"
  check 'their names and schemas are sound' is_established
  check 'what they declare is served' wait_until 10 is_served "$release"
  check 'the documented command removes them' remove_crds
done
