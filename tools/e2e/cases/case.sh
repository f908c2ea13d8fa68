# shellcheck shell=bash
# What every case starts with: the helpers, a server of its own, and its end. Run by tools/e2e/run, which sets
# E2E_CASE, E2E_RESULTS, E2E_PID, E2E_LOGS, E2E_WORK (the case's folder), E2E_SEED, NSMKIT and GENERATE_MESH.

# shellcheck source=tools/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../lib/common.sh"
# shellcheck source=tools/e2e/server.sh
source tools/e2e/server.sh
# shellcheck source=tools/e2e/checks.sh
source tools/e2e/checks.sh
# shellcheck source=tools/e2e/mesh.sh
source tools/e2e/mesh.sh

finish() {
  stop_server
  rm -f "$E2E_PID"
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The leader of the group that tools/e2e/run ends when it is stopped.
echo "$$" >"$E2E_PID"
rm -rf "$E2E_WORK"
mkdir -p "$E2E_WORK" "$E2E_LOGS/$E2E_CASE"

# start: the server. Not a check in a shell of its own: the server belongs to this one.
start() {
  printf '        %s: starting the API server\n' "$E2E_CASE"
  start_server "$E2E_WORK/server" || must 'the API server starts' false
}

# bundled_mesh FROM TO LAYOUT OBJECTS PER_NAMESPACE: the first half of an upgrade. A mesh on the old CRDs is
# exported to before/ and bundled; then the old CRDs are removed, with all objects, and the new ones installed.
# Leaves bundle.tar.gz and bundle/, and what must come back: expected.json, and with_owned.json with the
# objects that a controller makes by itself.
bundled_mesh() {
  start
  cd "$E2E_WORK"
  must "the CRDs of $1 are installed" install_crds "$1" crds-from
  "$GENERATE_MESH" --layout "$3" --seed "$E2E_SEED" --objects "$4" --per-namespace "$5" --output-dir mesh
  must "a mesh of $4 objects is loaded" load_mesh mesh
  must 'it is as it was meant' look_before "$4"
  must 'the documented commands export it' export_mesh before
  must 'nsmkit makes a bundle of the export' make_bundle "$1" "$2"
  must 'the finalizers are released' release_finalizers
  must 'the documented command removes all CRDs' remove_crds
  check 'nsmkit verify finds the bundle sound' "$NSMKIT" verify bundle.tar.gz
  check 'without the CRDs, restore.sh stops' fails_with 3 restore --timeout 2 --journal journal-without
  must "the CRDs of $2 are installed" install_crds "$2" crds-to
}

# look_before OBJECTS
look_before() {
  live_objects >before.json
  jq -e --argjson number "$1" 'length == $number' before.json
  content <before.json | as_converted >with_owned.json
  unowned <with_owned.json >expected.json
}

# make_bundle FROM TO: bundle.tar.gz of the folder before/, unpacked as bundle/.
make_bundle() {
  "$NSMKIT" bundle before --from "$1" --to "$2" --platform kubernetes --installer meshctl -o bundle.tar.gz
  mkdir bundle
  tar xzf bundle.tar.gz -C bundle
  test -f bundle/restore.sh
}

# restore OPTION...: the bundle's restore.sh, as a user runs it.
restore() {
  sh "$E2E_WORK/bundle/restore.sh" "$@"
}

# came_back FILE: what the server holds now is what FILE says (see bundled_mesh).
came_back() {
  live_objects | content | as_converted >found.json
  same objects "$1" found.json
}

# changes_nothing COMMAND...: whatever its status, every object is afterwards the very one it was before.
changes_nothing() {
  local status=0
  live_objects >untouched.json
  "$@" || status=$?
  live_objects | same 'objects and their versions' untouched.json -
  return "$status"
}

# simulation NAME=NUMBER...: what nsmkit says a restore would come to, by an export of the cluster as it is:
# how many objects have each outcome.
simulation() {
  rm -rf live
  export_mesh live
  kubectl get namespaces -o yaml >live/namespaces.yaml
  "$NSMKIT" simulate bundle.tar.gz --live live --format json >simulation.json || true
  jq -r '[.objects[].outcome] | group_by(.) | .[] | "\(.[0])=\(length)"' simulation.json |
    same outcomes <(printf '%s\n' "$@" | grep -v '=0$' | sort) -
}

# says TEXT COMMAND...: the command's output holds the text. The status is the command's.
says() {
  local text=$1 status=0
  shift
  "$@" >said.txt 2>&1 || status=$?
  cat said.txt
  grep -Fq -e "$text" said.txt || {
    printf 'it does not say: %s\n' "$text"
    return 99
  }
  return "$status"
}
