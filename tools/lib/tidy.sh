# shellcheck shell=bash
# clang-tidy on the project's own files. Needs common.sh and a configured build/dev.

# tidy [FILE...]: checks the files, or every .cpp of src/ and tests/ that build/dev compiles.
tidy() {
  local commands=build/dev/compile_commands.json database=build/tidy files
  [[ -f $commands ]] || quietly build/logs/dev-configure.log cmake --preset dev
  # clang-tidy cannot use g++'s precompiled headers, and no file may lean on them for its includes.
  mkdir -p "$database"
  sed -E 's/ -Winvalid-pch//; s/ -Wno-maybe-uninitialized//; s/ -include [^ ]*cmake_pch\.hxx//' "$commands" >"$database/compile_commands.json"
  if (($# > 0)); then
    files=$(printf '%s\n' "$@")
  else
    files=$(sed -nE 's/^ *"file": "(.*)",?$/\1/p' "$database/compile_commands.json" |
      grep -E "^$PWD/(src|tests)/.*\.cpp$" | sort -u || true)
  fi
  [[ -n $files ]] || die 'clang-tidy has no files to check'
  printf '%d files\n' "$(wc -l <<<"$files")"
  # One log a file: two checks at once would mix their lines.
  xargs -d '\n' -P2 -n1 tools/lib/tidy_one.sh "$database" <<<"$files"
}
