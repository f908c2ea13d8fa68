# shellcheck shell=bash
# Installs Debian packages that are missing. Needs common.sh and packages.sh.

# install GROUP...: makes sure that the packages of the groups (packages_GROUP) are there. An entry
# COMMAND:PACKAGE is a package for those who do not have the command already, from wherever it came.
install() {
  local group package missing=() sudo=()
  if ! command -v dpkg-query >/dev/null; then
    printf 'This is no Debian system: the packages named in tools/lib/packages.sh are taken as installed.\n' >&2
    return 0
  fi
  for group in "$@"; do
    local -n packages="packages_$group"
    for package in "${packages[@]}"; do
      if [[ $package == *:* ]]; then
        command -v "${package%%:*}" >/dev/null && continue
        package=${package#*:}
      fi
      if [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
        missing+=("$package")
      fi
    done
  done
  if ((${#missing[@]} == 0)); then
    return 0
  fi
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "not root and no sudo: install these first: ${missing[*]}"
    sudo=(sudo)
  fi
  printf 'Installing: %s\n' "${missing[*]}"
  quietly build/logs/apt-update.log "${sudo[@]}" apt-get update -q ||
    printf 'apt-get update failed; trying with the package lists as they are.\n' >&2
  quietly build/logs/apt-install.log "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null ||
    die "could not install: ${missing[*]}"
}
