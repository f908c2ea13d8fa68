#!/usr/bin/env bash
# upgrade.sh FROM TO LAYOUT: the way a user goes. A mesh on the old CRDs is exported and bundled, the CRDs are
# removed, those of the new release installed, the bundle is restored, and everything is there again.
# shellcheck source=tools/e2e/cases/case.sh
source "$(dirname "${BASH_SOURCE[0]}")/case.sh"

from=$1
to=$2
layout=$3
objects=240

# The mesh is worth the effort: something has an owner, a finalizer, a text that YAML could mistake, and only
# the old layout needs conversions.
mesh_is_varied() {
  jq -e 'any(.metadata.ownerReferences != null) and any(.metadata.finalizers != null)
    and any(.metadata.labels.version == "1.10")' before.json
  content <before.json >unconverted.json
  if [[ $layout == old ]]; then
    fails_with 1 jq -e 'all(.spec.matches == null or all(.spec.matches[]; (.headers | type) != "array"))' unconverted.json
    fails_with 1 jq -e 'all(.spec.backends == null or all(.spec.backends[]; .weight == (.weight | floor)))' unconverted.json
  fi
}

bundles_are_equal() {
  "$NSMKIT" bundle before --from "$from" --to "$to" --platform kubernetes --installer meshctl -o again.tar.gz
  cmp bundle.tar.gz again.tar.gz
}

sums_are_right() {
  cd bundle
  sha256sum --quiet -c SHA256SUMS
  # Nothing in the bundle is without a sum.
  find . -type f ! -name 'SHA256SUMS*' | sed 's,^\./,,' | sort >../files
  cut -c 67- SHA256SUMS | sort | same 'files with a sum' ../files -
}

documented_restore() {
  cd bundle/resources
  kubectl create -f trafficsplits.yaml -f traffictargets.yaml -f httproutegroups.yaml -f tcproutes.yaml \
    -f ratelimits.yaml -f circuitbreakers.yaml
}

# only_owned_differ: the one difference is that the objects of controllers are left to them.
only_owned_differ() {
  fails_with 1 "$NSMKIT" diff before after --format json >diff.json
  jq -S '[.[] | select(.metadata.ownerReferences != null)
    | {kind, namespace: .metadata.namespace, name: .metadata.name}] | sort' before.json >owned.json
  jq -S '[.structure.objects[] | select(.change == "removed") | .before.resource | {kind, namespace, name}]
    | sort' diff.json | same 'removed objects' owned.json -
  jq -e '[.structure.objects[] | select(.change != "removed")] == []' diff.json
}

# What nsmkit makes of the first backup without a bundle, object by object, against the last one.
convert_agrees() {
  "$NSMKIT" convert before --to "$to" -o converted.yaml
  "$NSMKIT" normalize converted.yaml --output-dir left --split
  "$NSMKIT" normalize whole --output-dir right --split
  diff -r left right
  find right -name '*.yaml' | wc -l | grep -qx "$objects"
}

bundled_mesh "$from" "$to" "$layout" "$objects" 6
check 'the mesh is varied enough' mesh_is_varied
check 'the same bundle comes out twice' bundles_are_equal
check 'its sums are right and complete' sums_are_right

owned=$(jq '[.[] | select(.metadata.ownerReferences != null)] | length' before.json)
check 'nsmkit simulate announces every object' simulation "created=$((objects - owned))" "left=$owned"
for side in server client; do
  check "restore.sh --dry-run $side changes nothing" changes_nothing \
    says 'would create 12' restore --dry-run "$side" --namespace team-0000 --only RateLimit
done
check 'the documented kubectl create works on the six files' documented_restore
check 'it brings everything back' came_back expected.json
must 'the objects are removed again' delete_objects

check 'restore.sh works' restore --journal journal
check 'it brings everything back' came_back expected.json
check 'nsmkit simulate finds them equal' simulation "equal=$((objects - owned))" "left=$owned"
check 'restore.sh --diff finds nothing' says 'equal 12, different 0, missing 0' \
  restore --diff --namespace team-0000 --only RateLimit
check 'a second restore.sh has nothing to do' changes_nothing restore --journal journal
must 'the documented commands export it' export_mesh after
check 'nsmkit diff shows just what controllers own' only_owned_differ

check 'restore.sh --owned keep restores the rest' restore --owned keep --on-existing skip --journal journal-owned
check 'everything is back' came_back with_owned.json
must 'the documented commands export it' export_mesh whole
check 'nsmkit diff finds nothing' "$NSMKIT" diff before whole
check 'nsmkit convert of the first export gives the last one' convert_agrees
