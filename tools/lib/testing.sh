# shellcheck shell=bash
# Runs the tests of a preset and counts their cases. Needs common.sh.

# attribute NAME FILE: a number in the root element of a GoogleTest result file.
attribute() {
  local value
  value=$(sed -nE "s/^<testsuites .*\b$1=\"([0-9]+)\".*/\1/p" "$2")
  printf '%d' "${value:-0}"
}

# build_and_test PRESET: builds and runs the tests. The last line says `N passed, N failed`, in test
# cases over all programs. A program that ends without a result (a crash) counts as one failed case, a
# failed build too; a ctest entry that is no GoogleTest program counts as one case.
build_and_test() {
  local preset=$1 results=$PWD/build/$1/test-results
  local entries=0 failed_entries=0 programs=0 failed_programs=0 cases=0 failures=0 skipped=0 status=0
  local file n passed failed crashed
  if ! build "$preset"; then
    printf 'The build failed.\n0 passed, 1 failed\n'
    return 1
  fi
  rm -rf "$results"
  mkdir -p "$results"
  GTEST_OUTPUT="xml:$results/" UBSAN_OPTIONS=print_stacktrace=1 ctest --preset "$preset" --output-on-failure --no-tests=error \
    --output-junit "$results.junit" </dev/null || status=$?

  if [[ -f $results.junit ]]; then
    entries=$(grep -c '<testcase ' "$results.junit" || true)
    failed_entries=$(grep -c '<testcase .*status="fail"' "$results.junit" || true)
  fi
  for file in "$results"/*.xml; do
    [[ -s $file ]] || continue
    programs=$((programs + 1))
    n=$(($(attribute failures "$file") + $(attribute errors "$file")))
    failures=$((failures + n))
    failed_programs=$((failed_programs + (n > 0)))
    cases=$((cases + $(attribute tests "$file") - $(attribute disabled "$file")))
    n=$(grep -c '<testcase .*result="skipped"' "$file" || true)
    skipped=$((skipped + n))
  done

  crashed=$((failed_entries > failed_programs ? failed_entries - failed_programs : 0))
  failed=$((failures + crashed))
  if ((status != 0 && failed == 0)); then
    failed=1 # ctest itself failed: nothing to run, or a time limit
  fi
  # Entries without a result file that did not fail.
  n=$((entries - programs - crashed))
  passed=$((cases - failures - skipped + (n > 0 ? n : 0)))
  if ((skipped > 0)); then
    printf '%d skipped:\n' "$skipped"
    grep -h '<testcase .*result="skipped"' "$results"/*.xml |
      sed -E 's/.*<testcase name="([^"]*)".* classname="([^"]*)".*/  \2.\1/'
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((status == 0 && failed == 0))
}
