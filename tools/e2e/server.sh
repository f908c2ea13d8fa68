# shellcheck shell=bash
# Starts and stops a real API server with a store of its own, both on loopback alone. Needs common.sh.
# Whoever starts one calls stop_server on exit; should that be impossible (kill -9), the kernel ends both
# programs with the shell that started them.

# shellcheck source=tools/e2e/cache.sh
source tools/e2e/cache.sh

server_pids=()
server_store=''

# free_port: a TCP port on loopback where nothing listens.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%d\n' "$port"
      return 0
    fi
  done
  return 1
}

# in_background LOG COMMAND...: runs a program that ends with this shell; notes its id in server_pids.
in_background() {
  local log=$1
  shift
  # A group of its own: Ctrl-C reaches this shell, which ends the program in its own time.
  setsid setpriv --pdeathsig TERM "$@" >"$log" 2>&1 </dev/null &
  server_pids+=("$!")
}

# wait_until SECONDS COMMAND...: repeats the command until it succeeds, or fails with the time.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}

server_runs() {
  local pid
  for pid in "${server_pids[@]}"; do
    kill -0 "$pid" 2>/dev/null || return 1
  done
}

server_is_ready() {
  kubectl get --raw /readyz >/dev/null 2>&1 && kubectl get namespace default >/dev/null 2>&1
}

ready_or_dead() {
  ! server_runs || server_is_ready
}

# store_folder FOLDER: where etcd keeps its data. In memory where there is room: it waits for the disk after each
# write, and nothing of it is kept. Removes what runs that were killed have left there.
store_folder() {
  local old free
  for old in /dev/shm/nsmkit-e2e.*; do
    [[ ! -O $old ]] || kill -0 "${old##*.}" 2>/dev/null || rm -rf "$old"
  done
  free=$(df --output=avail -B1M /dev/shm 2>/dev/null | tail -n 1)
  if [[ -w /dev/shm ]] && ((${free:-0} > 1024)) && mkdir -m 700 "/dev/shm/nsmkit-e2e.$$" 2>/dev/null; then
    printf '%s\n' "/dev/shm/nsmkit-e2e.$$"
  else
    printf '%s\n' "$1/etcd"
  fi
}

# start_server FOLDER: starts etcd and kube-apiserver with an empty store below FOLDER and waits until they
# answer. Sets KUBECONFIG to FOLDER/kubeconfig, and HOME, so that kubectl reads nothing else.
start_server() {
  local folder=$1 etcd_port peer_port port
  rm -rf "$folder"
  mkdir -p "$folder/home"
  server_store=$(store_folder "$folder")
  openssl genrsa -out "$folder/account.key" 2048 2>/dev/null
  printf 'e2e,admin,admin,"system:masters"\n' >"$folder/tokens.csv"
  # Another program may take a port between the look and the start: then once more.
  for _ in {1..3}; do
    etcd_port=$(free_port)
    peer_port=$(free_port)
    port=$(free_port)
    cat >"$folder/kubeconfig" <<END
apiVersion: v1
kind: Config
clusters: [{name: e2e, cluster: {server: "https://127.0.0.1:$port", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: e2e}}]
contexts: [{name: e2e, context: {cluster: e2e, user: admin}}]
current-context: e2e
END
    export KUBECONFIG=$folder/kubeconfig HOME=$folder/home
    in_background "$folder/etcd.log" etcd --data-dir "$server_store/data" --log-level error \
      --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
      --listen-peer-urls "http://127.0.0.1:$peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
      --initial-cluster "default=http://127.0.0.1:$peer_port"
    in_background "$folder/apiserver.log" "$e2e_server" --etcd-servers="http://127.0.0.1:$etcd_port" \
      --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$port" --cert-dir="$folder/certs" \
      --token-auth-file="$folder/tokens.csv" --authorization-mode=AlwaysAllow \
      --service-account-key-file="$folder/account.key" --service-account-signing-key-file="$folder/account.key" \
      --service-account-issuer=https://kubernetes.default.svc --service-cluster-ip-range=10.0.0.0/24 \
      --disable-admission-plugins=ServiceAccount --max-requests-inflight=0 --max-mutating-requests-inflight=0
    if wait_until 120 ready_or_dead && server_runs; then
      return 0
    fi
    stop_server
  done
  tail -n 20 "$folder/etcd.log" "$folder/apiserver.log" >&2
  printf 'The API server did not start; its logs are in %s.\n' "$folder" >&2
  return 1
}

# stop_server: ends what start_server started, and waits for it.
stop_server() {
  local pid index
  # The API server first: it does not end by itself while its store is gone.
  for ((index = ${#server_pids[@]} - 1; index >= 0; index--)); do
    pid=${server_pids[index]}
    kill -TERM "$pid" 2>/dev/null || true
    if ! wait_until 5 eval "! kill -0 $pid 2>/dev/null"; then
      kill -KILL "$pid" 2>/dev/null || true
    fi
    wait "$pid" 2>/dev/null || true
  done
  server_pids=()
  if [[ -n $server_store ]]; then
    rm -rf "$server_store"
  fi
}
