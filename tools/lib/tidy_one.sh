#!/usr/bin/env bash
# tidy_one.sh DATABASE FILE: clang-tidy on one file; prints its findings in one piece, nothing when clean.
set -euo pipefail
status=0
output=$(clang-tidy --quiet -p "$1" "$2" 2>&1) || status=$?
if ((status != 0)); then
  grep -vE '^[0-9]+ warnings? (generated|treated as errors)' <<<"$output" || true
  exit 1
fi
