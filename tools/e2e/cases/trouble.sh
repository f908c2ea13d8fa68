#!/usr/bin/env bash
# trouble.sh FROM TO LAYOUT: all that can go wrong while a bundle is restored.
# shellcheck source=tools/e2e/cases/case.sh
source "$(dirname "${BASH_SOURCE[0]}")/case.sh"

bundled_mesh "$1" "$2" "$3" 48 2
total=$(jq length expected.json)

# killed SIGNAL OBJECTS TENTHS: starts a restore, waits until it has created so many objects and then that many
# tenths of a second, and kills it with all its children. Fails when it was done before.
killed() {
  local pid status=0
  # In the background a shell ignores SIGINT, and so would what it starts.
  setsid env --default-signal=INT sh bundle/restore.sh --journal journal-killed >killed.log 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null && (($(grep -c '^created ' killed.log) < $2)); do
    sleep 0.05
  done
  sleep "0.$3"
  kill "-$1" -- "-$pid" 2>/dev/null || true
  wait "$pid" || status=$?
  ((status != 0))
}

# killed_often: the points depend on what a restore has done, and only a little on the clock, so that they are
# spread on slow machines as well. Each restore goes on where the last one stopped.
killed_often() {
  local signals=(KILL KILL TERM INT) signal objects there before=0 halfway=0
  RANDOM=$E2E_SEED # here: a shell of its own draws anew
  for _ in {1..30}; do
    signal=${signals[RANDOM % 4]}
    objects=$((RANDOM % 12))
    if ! killed "$signal" "$objects" $((RANDOM % 10)); then
      break
    fi
    there=$(live_objects | jq length)
    printf 'SIG%s after %d objects: %d of %d are there\n' "$signal" "$objects" "$there" "$total"
    ((there >= before))
    if ((there > before && there < total)); then
      halfway=$((halfway + 1))
    fi
    before=$there
  done
  ((halfway >= 2))
}

rolled_back() {
  controller_of_finalizers >controller.log 2>&1 &
  local controller=$! status=0
  restore --rollback "$@" || status=$?
  wait_until 10 nothing_is_leaving || status=$?
  kill "$controller"
  return "$status"
}

nothing_is_leaving() {
  live_objects | jq -e 'all(.metadata.deletionTimestamp == null)' >/dev/null
}

# Two at once with one journal: one refuses to run beside the other, or waits for nothing more to do. What
# only_some restored is there already.
two_at_once() {
  local first second status=0
  restore --on-existing skip --journal journal-two &
  first=$!
  sleep 1
  restore --on-existing skip --journal journal-two &
  second=$!
  wait "$first"
  wait "$second" || status=$?
  ((status == 0 || status == 3))
  came_back expected.json
}

# foreign_objects: one object of the bundle as somebody else has made it meanwhile, and one just as it was.
foreign_objects() {
  local wave=bundle/resources/waves
  kubectl create --dry-run=client -o json -f "$wave/3/team-0000/ratelimits-accounts-0-default.yaml" |
    jq '.spec.rate = "7r/m" | .metadata.labels.team = "another"' | kubectl create -f -
  kubectl create -f "$wave/1/team-0001/tcproutes-accounts-0-tcp.yaml"
  live_objects >foreign.json
  # What must come of it: everything, with their object among it.
  content <foreign.json | as_converted >theirs.json
  jq -S -s '.[0] as $theirs | .[1] | map(. as $object | first($theirs[] | select(
      .kind == $object.kind and .metadata.name == $object.metadata.name
      and .metadata.namespace == $object.metadata.namespace)) // $object)' theirs.json expected.json >mixed.json
  fails_with 1 cmp mixed.json expected.json
}

is_as_before() {
  live_objects | same 'objects and their versions' foreign.json -
}

only_some() {
  restore --only RateLimit --namespace team-0001 --journal journal-only
  live_objects | content | as_converted >found.json
  jq -S 'map(select(.kind == "RateLimit" and .metadata.namespace == "team-0001"))' expected.json |
    same 'chosen objects' - found.json
  jq -e 'length > 0' found.json
}

damaged_bundle() {
  cp -r bundle damaged
  printf '# changed\n' >>damaged/resources/waves/1/team-0000/tcproutes-accounts-0-tcp.yaml
  changes_nothing fails_with 3 sh damaged/restore.sh --journal journal-damaged
}

check 'a damaged bundle is refused' damaged_bundle
check 'restore.sh is killed at random points' killed_often
check 'run again, it goes on to the end' restore --journal journal-killed
check 'it brings everything back' came_back expected.json
check 'a further one has nothing to do' changes_nothing restore --journal journal-killed
check 'one without its journal stops before it changes anything' changes_nothing fails_with 1 restore --journal journal-other
check '--rollback takes all of it back' rolled_back --journal journal-killed
check 'nothing is left' are_there 0

must 'somebody makes two of the objects' foreign_objects
check 'nsmkit simulate sees them' simulation differs=1 equal=1 "created=$((total - 2))" "left=$((48 - total))"
check 'restore.sh names them' says 'team-0000/accounts-0-default' fails_with 1 restore --journal journal-fail
check 'it changes nothing' is_as_before
check '--on-existing skip works' restore --on-existing skip --journal journal-skip
check 'it leaves them and brings the rest back' came_back mixed.json
check '--diff shows the difference' says '7r/m' fails_with 1 restore --diff --only RateLimit --namespace team-0000
check '--rollback takes it back' rolled_back --journal journal-skip
check 'the cluster is as before' is_as_before
check '--on-existing replace works' restore --on-existing replace --journal journal-replace
check 'it brings everything back' came_back expected.json
check '--rollback takes it back' rolled_back --journal journal-replace
check 'their objects are there again' came_back theirs.json

must 'the objects are removed' delete_objects
check '--only and --namespace restore just that' only_some
check 'two runs at once do no harm' two_at_once
must 'the objects are removed' delete_objects
must 'a namespace is removed' remove_namespace team-0001
check 'restore.sh names the namespace' says team-0001 fails_with 3 restore --journal journal-space
check 'it changes nothing' are_there 0
check '--create-namespaces works' restore --create-namespaces --journal journal-space
check 'it brings everything back' came_back expected.json
