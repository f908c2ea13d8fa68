# shellcheck shell=bash
# What every script of tools/ uses. A script sources this file first; it then runs in the project's root.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

# heading TEXT: a title above what follows.
heading() {
  printf '\n== %s\n' "$*"
}

# die TEXT: ends the script with a message and status 1.
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# quietly LOG COMMAND...: runs COMMAND. Away from a terminal its output goes to LOG alone and is shown
# only when it fails.
quietly() {
  local log=$1 status=0
  shift
  if [[ -t 1 ]]; then
    "$@"
    return
  fi
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || status=$?
  if ((status != 0)); then
    cat "$log" >&2
  fi
  return "$status"
}

# build PRESET: configures and builds one preset of CMakePresets.json into build/PRESET.
build() {
  local preset=$1
  printf 'Building the %s preset (some minutes the first time).\n' "$preset"
  quietly "build/logs/$preset-configure.log" cmake --preset "$preset" || return
  quietly "build/logs/$preset-build.log" cmake --build --preset "$preset"
}

# shell_scripts: every shell script of the project, one path a line.
shell_scripts() {
  local file first
  while IFS= read -r -d '' file; do
    first=''
    IFS= read -r first <"$file" 2>/dev/null || true
    if [[ $file == *.sh || $first =~ ^'#!'.*[/\ ](ba)?sh( |$) ]]; then
      printf '%s\n' "$file"
    fi
  done < <(find tools .ci tests schemas -type f -size -200k -print0 | sort -z)
}

# cpp_files FOLDER...: the project's C++ files below the folders, one path a line.
cpp_files() {
  find "$@" -type f \( -name '*.cpp' -o -name '*.hpp' \) | sort
}
