# shellcheck shell=bash
# Where the real API server is kept between runs. Needs common.sh.

# shellcheck disable=SC2034 # used by the scripts that source this file
e2e_cache=${NSMKIT_E2E_CACHE:-${XDG_CACHE_HOME:-${HOME:-$root/build}/.cache}/nsmkit-e2e}
e2e_server=$e2e_cache/bin/kube-apiserver

# server_is_built: whether a kube-apiserver that runs on this machine is in the cache.
server_is_built() {
  [[ -x $e2e_server ]] && "$e2e_server" --version >/dev/null 2>&1
}
