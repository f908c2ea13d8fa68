# shellcheck shell=bash
# Checks of the end-to-end run: one line each, counted in a file, their output kept. Needs common.sh, and
# E2E_CASE (a name), E2E_RESULTS (a file, one `ok` or `FAILED` a line) and E2E_LOGS (a folder).

check_number=0
check_status=0

# check TITLE COMMAND...: runs the command in a shell of its own, with -e, and notes how it went. Its output
# goes to a log and is shown when it fails. Sets check_status.
check() {
  local title=$1 log start=$SECONDS flags=$-
  shift
  check_number=$((check_number + 1))
  log=$E2E_LOGS/$E2E_CASE/$(printf '%02d' "$check_number")-$(tr -cs '[:alnum:]' '-' <<<"$title" | sed 's/-$//').log
  mkdir -p "$(dirname "$log")"
  # Not in a condition: there the shell would ignore -e.
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null
  check_status=$?
  [[ $flags == *e* ]] && set -e
  if ((check_status == 0)); then
    printf 'ok      %s: %s (%d s)\n' "$E2E_CASE" "$title" $((SECONDS - start))
    printf 'ok\n' >>"$E2E_RESULTS"
    return 0
  fi
  printf 'FAILED\n' >>"$E2E_RESULTS"
  # In one piece: other cases print as well.
  printf 'FAILED  %s: %s (status %d)\n%s\n        the whole of it: %s\n' "$E2E_CASE" "$title" "$check_status" \
    "$(tail -n 60 "$log" | sed 's/^/        | /')" "$log"
}

# must TITLE COMMAND...: a check without which the case cannot go on.
must() {
  check "$@"
  if ((check_status != 0)); then
    printf '        the case %s ends here\n' "$E2E_CASE"
    exit 1
  fi
}

# fails_with STATUS COMMAND...: succeeds when the command ends with that status; `any`: with any but 0.
fails_with() {
  local wanted=$1 status=0
  shift
  "$@" || status=$?
  if [[ $wanted == any ]] && ((status != 0)); then
    return 0
  fi
  if [[ $wanted != "$status" ]]; then
    printf 'status %d, expected %s: %s\n' "$status" "$wanted" "$*"
    return 1
  fi
}

# same TITLE FILE FILE: succeeds when the files are equal; prints the difference.
same() {
  diff -u --label "$1: expected" --label "$1: found" "$2" "$3"
}
