#!/bin/sh
# Puts the objects of this bundle back on a cluster; README.md beside it explains it. Needs kubectl, and
# sha256sum, shasum or openssl. Can be run again at any time: it goes on where the last run stopped.
set -u
LC_ALL=C
export LC_ALL
unset CDPATH

tab=$(printf '\t')
newline='
'
# What a bundle can hold: wave, resource, kind.
resources="1${tab}httproutegroups.specs.smi-spec.io${tab}HTTPRouteGroup
1${tab}tcproutes.specs.smi-spec.io${tab}TCPRoute
2${tab}traffictargets.access.smi-spec.io${tab}TrafficTarget
2${tab}trafficsplits.split.smi-spec.io${tab}TrafficSplit
3${tab}ratelimits.specs.smi.nginx.com${tab}RateLimit
4${tab}circuitbreakers.specs.smi.nginx.com${tab}CircuitBreaker"
webhook=validating-webhook-cfg.internal.builtin.nsm.nginx

usage() {
  cat <<'END'
usage: sh restore.sh [options]

Creates the objects of this bundle, in order. Without options nothing that exists is changed: if an object is
on the cluster already, the run lists it and stops before it does anything.

  --dry-run[=server|client]   only try: the server checks each object and stores none (client: kubectl checks)
  --diff                      show how the objects on the cluster differ from the bundle
  --rollback                  delete what earlier runs created here, put back what they replaced
                              (with --dry-run: only say what that would be)

  --on-existing fail|skip|replace
                              what to do about objects that others made: stop first (default), leave them, or
                              replace them (a copy is kept for --rollback)
  --create-namespaces         create namespaces that are missing
  --owned skip|keep           objects that a controller makes by itself: leave them out (default), or
                              restore them too
  --only KIND                 only this kind: HTTPRouteGroup, httproutegroups, or the full resource name;
                              can be given several times
  --namespace NAME            only this namespace; can be given several times
  --keep-going                go on with the next wave although an object of this one failed
  --timeout SECONDS           how long to wait for definitions and the mesh's webhook (default 120)

  --context NAME              passed on to kubectl
  --kubeconfig FILE           passed on to kubectl
  --journal DIR               where to note what was done (default: a folder beside this one, one for each
                              cluster)
  -h, --help                  show this

examples:
  sh restore.sh --dry-run                         try everything first
  sh restore.sh                                   restore, or go on with a restore that was stopped
  sh restore.sh --on-existing skip                restore only what is missing
  sh restore.sh --namespace shop --only RateLimit
  sh restore.sh --diff                            compare afterwards
  sh restore.sh --rollback                        take it back

exit codes: 0 all done, 1 something failed or differs, 2 wrong usage, 3 the bundle is damaged, the cluster does
not answer, or something is missing that the objects need

KUBECTL=PROGRAM in the environment names another program than kubectl, such as oc.
END
}

say() { printf '%s\n' "$1"; }

# note LINE...: to standard error, the first line with the script's name.
note() {
  printf 'restore.sh: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '%s\n' "$@" >&2
}

# stop STATUS LINE...: ends the script.
stop() {
  stop_status=$1
  shift
  note "$@"
  exit "$stop_status"
}

wrong_usage() { stop 2 "$1" 'sh restore.sh --help shows the options.'; }

# indented FILE: its lines, moved right, to standard error.
indented() { sed 's/^/  /' "$1" >&2; }

kube() {
  "$kubectl" ${context:+"--context=$context"} ${kubeconfig:+"--kubeconfig=$kubeconfig"} \
    --request-timeout=60s "$@" </dev/null 3<&- 4<&- 5>&-
}

# --- command line -----------------------------------------------------------------------------------------

mode=create
dry_run=''
on_existing=fail
owned=skip
create_namespaces=''
keep_going=''
timeout=120
context=''
kubeconfig=''
journal=''
only=''
spaces=''

# full_name WORD: the resource that a kind, a plural or a full name means.
full_name() {
  printf '%s\n' "$resources" | awk -F '\t' -v word="$1" '
    BEGIN { word = tolower(word) }
    { plural = $2; sub(/\..*/, "", plural) }
    word == tolower($3) || word == plural || word == $2 { print $2 }'
}

set_mode() {
  [ "$mode" = create ] || [ "$mode" = "$1" ] || wrong_usage "--$mode and --$1 do not go together"
  mode=$1
}

read_options() {
  while [ $# -gt 0 ]; do
    option=$1
    shift
    case $option in
      -h | --help)
        usage
        exit 0
        ;;
      --diff) set_mode diff ;;
      --rollback) set_mode rollback ;;
      --create-namespaces) create_namespaces=yes ;;
      --keep-going) keep_going=yes ;;
      --dry-run)
        dry_run=server
        case ${1:-} in
          client | server)
            dry_run=$1
            shift
            ;;
        esac
        ;;
      --dry-run=*) dry_run=${option#*=} ;;
      --on-existing | --owned | --only | --namespace | --timeout | --context | --kubeconfig | --journal)
        [ $# -gt 0 ] || wrong_usage "$option needs a value"
        set_value "$option" "$1"
        shift
        ;;
      --on-existing=* | --owned=* | --only=* | --namespace=* | --timeout=* | --context=* | --kubeconfig=* | \
        --journal=*)
        set_value "${option%%=*}" "${option#*=}"
        ;;
      *) wrong_usage "unknown option '$option'" ;;
    esac
  done
  case $dry_run in
    '' | client | server) ;;
    *) wrong_usage "--dry-run is '$dry_run'; it may be server or client" ;;
  esac
  [ -z "$dry_run" ] || [ "$mode" != diff ] || wrong_usage '--diff and --dry-run do not go together'
}

# set_value OPTION VALUE
set_value() {
  [ -n "$2" ] || wrong_usage "the value of $1 is empty"
  case $1 in
    --on-existing)
      on_existing=$2
      case $2 in fail | skip | replace) ;; *) wrong_usage "$1 is '$2'; it may be fail, skip or replace" ;; esac
      ;;
    --owned)
      owned=$2
      case $2 in skip | keep) ;; *) wrong_usage "$1 is '$2'; it may be skip or keep" ;; esac
      ;;
    --only)
      name=$(full_name "$2")
      [ -n "$name" ] || wrong_usage "--only '$2' is no kind of this bundle; kinds: $(kind_names)"
      only=$only$name$newline
      ;;
    --namespace) spaces=$spaces$2$newline ;;
    --timeout)
      timeout=${2%s}
      case $timeout in
        *[!0-9]* | '' | ???????*) wrong_usage "$1 is '$2'; it must be a number of seconds" ;;
      esac
      ;;
    --context) context=$2 ;;
    --kubeconfig) kubeconfig=$2 ;;
    --journal) journal=$2 ;;
  esac
}

kind_names() {
  printf '%s\n' "$resources" | awk -F '\t' '{ printf "%s%s", (NR > 1 ? ", " : ""), $3 }'
}

# --- the bundle -------------------------------------------------------------------------------------------

find_hasher() {
  for hasher in sha256sum shasum openssl; do
    if command -v "$hasher" >/dev/null 2>&1; then
      return
    fi
  done
  stop 3 'none of sha256sum, shasum and openssl is installed: the bundle cannot be checked'
}

# Reads paths, one a line; writes "hex  path" for each that it can read. Paths have no blanks or quotes.
digests() {
  (
    cd "$bundle" || exit
    case $hasher in
      sha256sum) sed 's|^|./|' | xargs sha256sum ;;
      shasum) sed 's|^|./|' | xargs shasum -a 256 ;;
      openssl) sed 's|^|./|' | xargs openssl dgst -sha256 -r ;;
    esac 2>/dev/null
  ) | sed 's|^\([0-9a-f]*\) [ *]\./|\1  |'
}

damaged() {
  stop 3 "$1" 'Nothing was done. Unpack the archive again, or get another copy of it.'
}

# What an awk program below needs to judge a path.
safe_path='
  function safe_path(path) {
    return path ~ /^[A-Za-z0-9._\/-]+$/ && path !~ /^[\/-]/ && path !~ /\/$/ && path !~ /\/\// &&
           ("/" path "/") !~ /\/\.\.?\//
  }'

verify_sums() {
  sums=$bundle/SHA256SUMS
  [ -r "$sums" ] || damaged 'SHA256SUMS is missing: this folder is no whole bundle'
  awk "$safe_path"'
    length($0) < 67 || substr($0, 1, 64) ~ /[^0-9a-f]/ || substr($0, 65, 2) != "  " ||
        !safe_path(substr($0, 67)) {
      print "SHA256SUMS:" NR ": not a sum, two blanks and a path inside the bundle"
      next
    }
    seen[substr($0, 67)]++ { print "SHA256SUMS:" NR ": the file is named a second time" }
  ' "$sums" | head -n 10 >"$tmp/faults"
  [ ! -s "$tmp/faults" ] || damaged "$(cat "$tmp/faults")"
  for file in restore.list restore.sh; do
    cut -c 67- "$sums" | grep -Fqx -e "$file" || damaged "SHA256SUMS does not name $file"
  done
  cut -c 67- "$sums" | digests >"$tmp/digests"
  awk '
    { path = substr($0, 67) }
    FILENAME == ARGV[1] { sum[path] = substr($0, 1, 64); next }
    !(path in sum) { print path ": missing, or not readable"; next }
    sum[path] != substr($0, 1, 64) { print path ": not the file that was bundled" }
  ' "$tmp/digests" "$sums" | head -n 10 >"$tmp/faults"
  [ ! -s "$tmp/faults" ] || damaged "$(cat "$tmp/faults")"
}

verify_list() {
  printf '%s\n' "$resources" >"$tmp/resources"
  cut -c 67- "$bundle/SHA256SUMS" >"$tmp/paths"
  awk -F '\t' "$safe_path"'
    function fault(text) { print "restore.list:" FNR ": " text }
    function label(text) { return text ~ /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ }
    function dotted(text) {
      return text ~ /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
    }
    FILENAME == ARGV[1] { wave[$2] = $1; next }
    FILENAME == ARGV[2] { summed[$0] = 1; next }
    /^#/ { next }
    NF != 6 { fault("it has " (NF ? NF : 1) " columns, not 6"); next }
    !($2 in wave) { fault("unknown resource"); next }
    $1 "" != wave[$2] "" { fault("not the wave of its resource"); next }
    $3 != "-" && (!label($3) || length($3) > 63) { fault("not a name of a namespace"); next }
    !dotted($4) || length($4) > 253 { fault("not a name of an object"); next }
    !safe_path($5) || $5 !~ /^resources\// { fault("not a path below resources/"); next }
    $6 != "owned" && $6 != "plain" { fault("neither owned nor plain"); next }
    !($5 in summed) { fault("SHA256SUMS does not name its file"); next }
    objects[$2, $3, $4]++ { fault("the object is listed a second time"); next }
    files[$5]++ { fault("the file is listed a second time") }
  ' "$tmp/resources" "$tmp/paths" "$bundle/restore.list" | head -n 10 >"$tmp/faults"
  [ ! -s "$tmp/faults" ] || damaged "$(cat "$tmp/faults")"
}

# --- the cluster ------------------------------------------------------------------------------------------

find_cluster() {
  kubectl=${KUBECTL:-kubectl}
  command -v "$kubectl" >/dev/null 2>&1 || stop 3 "$kubectl is not installed, or not in PATH"
  if cluster=$(kube get namespace kube-system -o 'jsonpath={.metadata.uid}' 2>"$tmp/err") && [ -n "$cluster" ]
  then
    return
  fi
  if ! grep -Eq '\((Forbidden|NotFound)\)' "$tmp/err"; then
    note 'the cluster does not answer:'
    indented "$tmp/err"
    exit 3
  fi
  # It answers, but does not show its uid to this user: its address then stands for it.
  cluster=$(kube config view --minify -o 'jsonpath={.clusters[0].cluster.server}' 2>"$tmp/err")
  cluster=$(printf '%s' "$cluster" | sed 's|^https\{0,1\}://||' | tr -c 'A-Za-z0-9.-' '-')
  [ -n "$cluster" ] || stop 3 'kubectl does not say which cluster it talks to'
}

# Where kubectl would put objects that name no namespace.
default_space() {
  space=$(kube config view --minify -o 'jsonpath={.contexts[0].context.namespace}' 2>"$tmp/err")
  printf '%s' "${space:-default}"
}

# Writes what this run is about into $tmp/selected, in the order of work.
select_objects() {
  space_of_context=default
  if awk -F '\t' '!/^#/ && $3 == "-" { found = 1 } END { exit !found }' "$bundle/restore.list"; then
    space_of_context=$(default_space)
  fi
  awk -F '\t' -v OFS='\t' -v space="$space_of_context" '
    /^#/ { next }
    $3 == "-" { $3 = space }
    { print }
  ' "$bundle/restore.list" | sort -t "$tab" -k 1,1n -k 2,2 -k 3,3 -k 4,4 >"$tmp/all"
  printf '%s' "$only" >"$tmp/only"
  printf '%s' "$spaces" | sort -u >"$tmp/spaces"
  cut -f 3 "$tmp/all" | sort -u >"$tmp/known_spaces"
  unknown=$(awk 'FILENAME == ARGV[1] { known[$0] = 1; next } !($0 in known)' "$tmp/known_spaces" "$tmp/spaces")
  [ -z "$unknown" ] || wrong_usage "no object of this bundle is in the namespace $(one_line "$unknown")"
  awk -F '\t' -v any_kind="${only:-yes}" -v any_space="${spaces:-yes}" '
    FILENAME == ARGV[1] { kinds[$1] = 1; next }
    FILENAME == ARGV[2] { spaces[$1] = 1; next }
    (any_kind == "yes" || $2 in kinds) && (any_space == "yes" || $3 in spaces)
  ' "$tmp/only" "$tmp/spaces" "$tmp/all" >"$tmp/selected"
  if [ -n "$only$spaces" ] && [ ! -s "$tmp/selected" ]; then
    wrong_usage 'no object of this bundle fits --only and --namespace'
  fi
  # Of these, what is to be looked at on the cluster.
  awk -F '\t' -v owned="$owned" 'owned == "keep" || $6 != "owned"' "$tmp/selected" >"$tmp/wanted"
}

one_line() { printf '%s\n' "$1" | awk '{ printf "%s%s", (NR > 1 ? ", " : ""), $0 }'; }

check_namespaces() {
  : >"$tmp/missing"
  cut -f 3 "$tmp/wanted" | sort -u >"$tmp/needed"
  if ! kube get namespaces -o 'jsonpath={range .items[*]}{.metadata.name}{"\t"}{.status.phase}{"\n"}{end}' \
    >"$tmp/live_spaces" 2>"$tmp/err"; then
    ask_each_namespace
  fi
  awk -F '\t' 'FILENAME == ARGV[1] { phase[$1] = $2; next } phase[$1] == "Terminating"' \
    "$tmp/live_spaces" "$tmp/needed" >"$tmp/leaving"
  awk -F '\t' 'FILENAME == ARGV[1] { there[$1] = 1; next } !($1 in there)' \
    "$tmp/live_spaces" "$tmp/needed" >"$tmp/missing"
  if [ -s "$tmp/leaving" ]; then
    stop 3 "being deleted, so nothing can be created there: namespaces $(one_line "$(cat "$tmp/leaving")")" \
      'Nothing was changed. Wait until they are gone, then create them again.'
  fi
  if [ -s "$tmp/missing" ] && [ -z "$create_namespaces" ] && [ "$mode" = create ]; then
    stop 3 "missing namespaces: $(one_line "$(cat "$tmp/missing")")" \
      'Nothing was changed. Create them as they were (with their labels), or let --create-namespaces do it.'
  fi
}

# For users who may not list all namespaces. One that may not be read at all is taken to exist.
ask_each_namespace() {
  : >"$tmp/live_spaces"
  while read -r space <&3; do
    if kube get namespace "$space" -o 'jsonpath={.metadata.name}{"\t"}{.status.phase}{"\n"}' \
      >>"$tmp/live_spaces" 2>"$tmp/err"; then
      continue
    fi
    if grep -q '(Forbidden)' "$tmp/err"; then
      printf '%s\tunknown\n' "$space" >>"$tmp/live_spaces"
    elif ! grep -q '(NotFound)' "$tmp/err"; then
      note 'the namespaces cannot be read:'
      indented "$tmp/err"
      exit 3
    fi
  done 3<"$tmp/needed"
}

now() { date +%s; }

# Waits a second. Fails when all the time for waiting is used up; only waiting counts.
patience() {
  [ "$waited" -lt "$timeout" ] || return 1
  sleep 1
  spent=$(($(now) - asked))
  [ "$spent" -ge 1 ] || spent=1
  waited=$((waited + spent))
}

# Whether kubectl's message means that nobody has judged the object: the cluster, the definition or the
# webhook was not there. A refusal is an answer.
unanswered() {
  grep -Eq 'could not find the requested resource|no matches for kind' "$1" && return 0
  grep -Eq 'denied the request|from server \((Invalid|AlreadyExists|Forbidden|Conflict|BadRequest|NotFound)\)' \
    "$1" && return 1
  grep -Eq -e 'failed calling webhook|failed to call webhook|no endpoints available|connection refused' \
    -e 'connection reset|i/o timeout|handshake timeout|deadline exceeded|no route to host|unexpected EOF' \
    -e 'Client\.Timeout|was refused - did you|Unable to connect|etcdserver|net/http: request canceled' \
    -e "doesn't have a resource type" \
    -e 'from server \((ServiceUnavailable|Timeout|ServerTimeout|TooManyRequests)\)' "$1"
}

# Stops when a definition is missing or does not serve the bundle's version; waits until all are established.
check_definitions() {
  : >"$tmp/faults"
  cut -f 2 "$tmp/wanted" | sort -u >"$tmp/unready"
  while [ -s "$tmp/unready" ]; do
    : >"$tmp/still"
    asked=$(now)
    while read -r resource <&3; do
      check_definition "$resource"
    done 3<"$tmp/unready"
    if [ -s "$tmp/faults" ]; then
      note "$(cat "$tmp/faults")" 'Nothing was changed. Deploy the mesh first; it brings the definitions (CRDs).'
      exit 3
    fi
    mv "$tmp/still" "$tmp/unready"
    if [ -s "$tmp/unready" ] && ! patience; then
      stop 3 "not established after $timeout s: $(one_line "$(cat "$tmp/unready")")" \
        'Nothing was changed. Look at: kubectl describe crd NAME'
    fi
  done
}

check_definition() {
  found=$(kube get customresourcedefinitions.apiextensions.k8s.io "$1" -o \
    'jsonpath={.status.conditions[?(@.type=="Established")].status}{"\t"}{.spec.versions[?(@.served==true)].name}' \
    2>"$tmp/err") || {
    if grep -q '(NotFound)' "$tmp/err"; then
      say "missing definition: $1" >>"$tmp/faults"
    elif unanswered "$tmp/err"; then
      say "$1" >>"$tmp/still"
    elif ! grep -q '(Forbidden)' "$tmp/err"; then
      say "$1: $(cat "$tmp/err")" >>"$tmp/faults"
    fi
    return
  }
  needs=$(awk -F '\t' -v resource="$1" '$2 == resource { print $5 }' "$tmp/wanted" |
    (cd "$bundle" && xargs sed -n 's|^apiVersion: [^/]*/||p') | sort -u)
  for version in $needs; do
    case " ${found#*"$tab"} " in
      *" $version "*) ;;
      *) say "$1: the cluster does not serve version $version, only ${found#*"$tab"}" >>"$tmp/faults" ;;
    esac
  done
  [ "${found%%"$tab"*}" = True ] || say "$1" >>"$tmp/still"
}

# Lists what exists of the wanted kinds: resource, namespace, name, uid, being deleted since, writers.
list_live() {
  : >"$tmp/live"
  cut -f 2 "$tmp/wanted" | sort -u >"$tmp/kinds"
  while read -r resource <&3; do
    if [ -z "$spaces" ]; then
      list_kind "$resource" --all-namespaces
      continue
    fi
    while read -r space <&4; do
      list_kind "$resource" --namespace="$space"
    done 4<"$tmp/spaces"
  done 3<"$tmp/kinds"
}

columns='{.metadata.uid}{"\t"}{.metadata.deletionTimestamp}{"\t"}{.metadata.managedFields[*].manager}{"\n"}'

list_kind() {
  while :; do
    asked=$(now)
    if kube get "$1" "$2" -o \
      "jsonpath={range .items[*]}{.metadata.namespace}{\"\\t\"}{.metadata.name}{\"\\t\"}${columns}{end}" \
      >"$tmp/listed" 2>"$tmp/err"; then
      break
    fi
    if ! unanswered "$tmp/err" || ! patience; then
      note "cannot list $1:"
      indented "$tmp/err"
      exit 3
    fi
  done
  sed "s/^/$1$tab/" "$tmp/listed" >>"$tmp/live"
}

# --- the journal ------------------------------------------------------------------------------------------
# A folder for one cluster and one bundle. `log` holds tab-separated lines that end in "." (a line without it
# was cut off): event, resource, namespace, name, uid, file. The first line says whose journal it is.

open_journal() {
  digest=$(say SHA256SUMS | digests | cut -c 1-64)
  if [ -z "$journal" ]; then
    journal=$bundle.restore/$cluster-$(printf '%s' "$digest" | cut -c 1-8)
  fi
  case $journal in /*) ;; *) journal=$(pwd)/$journal ;; esac
  log=$journal/log
  if [ -z "$dry_run" ]; then
    if [ "$mode" = create ]; then
      mkdir -p "$journal" 2>"$tmp/err" || stop 3 "cannot make the journal's folder $journal" \
        'Nothing was changed. --journal DIR names another place for it.'
    fi
    [ ! -d "$journal" ] || lock
  fi
  if [ -s "$log" ]; then
    check_journal
    return
  fi
  id=$(od -A n -N 6 -t x1 /dev/urandom | tr -d ' \n')
  if [ "$mode" = rollback ]; then
    stop 3 "there is no journal in $journal" 'So no run is known that could be taken back. --journal DIR names it.'
  fi
  [ -z "$dry_run" ] || return 0
  printf 'journal\t1\t%s\t%s\t%s\t-\t.\n' "$id" "$cluster" "$digest" >"$log.new" ||
    stop 3 "cannot write to $journal"
  mv "$log.new" "$log" || stop 3 "cannot write to $journal"
  sync
}

check_journal() {
  head -n 1 "$log" >"$tmp/first"
  IFS=$tab read -r word version id of_cluster of_bundle _ <"$tmp/first" || true
  [ "$word $version" = 'journal 1' ] || stop 3 "$log is no journal of restore.sh"
  [ "$of_cluster" = "$cluster" ] || stop 3 "the journal in $journal is that of another cluster ($of_cluster)"
  [ "$of_bundle" = "$digest" ] || stop 3 "the journal in $journal is that of another bundle"
  # A run that was cut off while it wrote leaves half a line.
  if [ -z "$dry_run" ] && [ -n "$(tail -c 1 "$log")" ]; then
    say '' >>"$log" || stop 3 "cannot write to $log"
  fi
}

# record EVENT RESOURCE NAMESPACE NAME UID FILE
record() {
  printf '%s\t%s\t%s\t%s\t%s\t%s\t.\n' "$@" >>"$log" || stop 3 "cannot write to $log; stopped"
}

# One lock file for each process, made first and looked at afterwards: of two runs at least one sees the other.
lock() {
  own_lock=$journal/lock.$(uname -n).$$
  : >"$own_lock" || stop 3 "cannot write to $journal"
  for other in "$journal"/lock.*; do
    if [ "$other" = "$own_lock" ] || [ ! -e "$other" ]; then
      continue
    fi
    process=${other##*.}
    host=${other##*/lock.}
    host=${host%.*}
    if [ "$host" = "$(uname -n)" ] && ! runs "$process"; then
      rm -f "$other"
      continue
    fi
    stop 3 "another run (process $process on $host) works with this journal" \
      "If that run is over, delete $other"
  done
}

# Whether a process is there, and is a restore.sh as far as one can see.
runs() {
  case $1 in '' | *[!0-9]*) return 0 ;; esac
  if [ -r "/proc/$1/cmdline" ]; then
    tr '\000' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -q restore
    return
  fi
  kill -0 "$1" 2>/dev/null
}

# --- judging what is to be done ---------------------------------------------------------------------------

# Writes $tmp/plan: the selected objects, each with a verdict, the uid on the cluster and a copy's name:
#   out (a controller's), new, ours, adopt (created by a run that was stopped before it noted so), leaving
#   (being deleted), unsure (a run was stopped about it, and nothing tells who wrote it), exists
judge() {
  : >"$tmp/log"
  [ ! -s "$log" ] || cp "$log" "$tmp/log"
  awk -F '\t' -v OFS='\t' -v owned="$owned" -v manager="nsmkit-restore-$id" '
    FILENAME == ARGV[1] {
      if (NF == 7 && $7 == ".") { event[$2, $3, $4] = $1; noted[$2, $3, $4] = $5; copy[$2, $3, $4] = $6 }
      next
    }
    FILENAME == ARGV[2] { uid[$1, $2, $3] = $4; leaving[$1, $2, $3] = $5; writers[$1, $2, $3] = $6; next }
    {
      key = $2 SUBSEP $3 SUBSEP $4
      last = event[key]
      verdict = "exists"
      if ($6 == "owned" && owned != "keep") verdict = "out"
      else if (!(key in uid)) verdict = "new"
      else if (leaving[key] != "") verdict = "leaving"
      else if (last == "created" || last == "replaced") { if (noted[key] == uid[key]) verdict = "ours" }
      else if (last == "replacing") { if (noted[key] == uid[key]) verdict = "unsure" }
      else if (last != "deleted" && last != "restored") {
        if (index(" " writers[key] " ", " " manager " ")) verdict = "adopt"
        else if (last == "intent" && writers[key] == "") verdict = "unsure"
      }
      print $1, $2, $3, $4, $5, verdict, (key in uid ? uid[key] : "-"), (copy[key] != "" ? copy[key] : "-")
    }
  ' "$tmp/log" "$tmp/live" "$tmp/selected" >"$tmp/plan"
}

# Settles the unsure ones by comparing them with their file; notes what a stopped run could not.
settle() {
  grep -Eq "$tab(unsure|adopt)$tab" "$tmp/plan" || return 0
  while IFS=$tab read -r wave resource space name file verdict uid copy <&3; do
    if [ "$verdict" = unsure ]; then
      verdict=exists
      if same_as_file; then
        verdict=adopt
      fi
    fi
    if [ "$verdict" = adopt ]; then
      verdict=ours
      if [ -z "$dry_run" ] && [ "$copy" = - ]; then
        record created "$resource" "$space" "$name" "$uid" -
      elif [ -z "$dry_run" ]; then
        record replaced "$resource" "$space" "$name" "$uid" "$copy"
      fi
    fi
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
      "$wave" "$resource" "$space" "$name" "$file" "$verdict" "$uid" "$copy"
  done 3<"$tmp/plan" >"$tmp/settled"
  mv "$tmp/settled" "$tmp/plan"
}

content='{.apiVersion}{"\n"}{.metadata.labels}{"\n"}{.metadata.annotations}{"\n"}{.metadata.ownerReferences}'
content=$content'{"\n"}{.metadata.finalizers}{"\n"}{.spec}'

# Whether replacing the object by its file would change nothing. (kubectl diff would not show what is on the
# cluster and not in the file.)
same_as_file() {
  kube get "$resource" "$name" --namespace="$space" -o "jsonpath=$content" >"$tmp/is" 2>/dev/null &&
    kube replace --dry-run=server -f "$bundle/$file" --namespace="$space" -o "jsonpath=$content" \
      >"$tmp/would_be" 2>/dev/null &&
    cmp -s "$tmp/is" "$tmp/would_be"
}

conflicts() {
  awk -F '\t' '$6 == "exists" || $6 == "leaving" {
    print "  " $2 " " $3 "/" $4 ($6 == "leaving" ? " (being deleted)" : "")
  }' "$tmp/plan" >"$tmp/conflicts"
  [ "$on_existing" = fail ] && [ -s "$tmp/conflicts" ] || return 0
  note 'on the cluster already, and not made by this restore:'
  cat "$tmp/conflicts" >&2
  printf '%s\n' 'Nothing was changed. --diff shows how they differ from the bundle; --on-existing skip leaves' \
    'them as they are, --on-existing replace replaces them (--rollback puts them back).' >&2
  exit 1
}

# --- creating ---------------------------------------------------------------------------------------------

# What is to be written: new objects, and those to be replaced.
to_write() {
  awk -F '\t' -v on_existing="$on_existing" \
    '$6 == "new" || ($6 == "exists" && on_existing == "replace")' "$tmp/plan"
}

# Tries one object of each kind that can be tried, until each got an answer. kubectl's own checks are none.
probe() {
  to_write | awk -F '\t' -v OFS='\t' '
    FILENAME == ARGV[1] { missing[$1] = 1; next }
    FILENAME == ARGV[2] { probed[$1] = 1; next }
    !($3 in missing) && !probed[$2]++ { print $2, $3, $5 }
  ' "$tmp/missing" "$tmp/probed" - >"$tmp/probes"
  while [ -s "$tmp/probes" ]; do
    : >"$tmp/still"
    asked=$(now)
    while IFS=$tab read -r resource space file <&3; do
      if kube create --dry-run=server -f "$bundle/$file" --namespace="$space" -o name >"$tmp/out" 2>"$tmp/err" ||
        ! unanswered "$tmp/err"; then
        say "$resource" >>"$tmp/probed"
      else
        printf '%s\t%s\t%s\n' "$resource" "$space" "$file" >>"$tmp/still"
        cp "$tmp/err" "$tmp/last_err"
      fi
    done 3<"$tmp/probes"
    mv "$tmp/still" "$tmp/probes"
    [ -s "$tmp/probes" ] || return 0
    if ! patience; then
      note "after $timeout s, no answer yet for: $(one_line "$(cut -f 1 "$tmp/probes")")"
      indented "$tmp/last_err"
      printf '%s\n' 'No object was created. Look whether the Pods of the mesh run, then run this again;' \
        '--timeout SECONDS waits longer.' >&2
      exit 3
    fi
    waiting_for "$tmp/last_err"
  done
}

# waiting_for FILE: says once why nothing seems to happen.
waiting_for() {
  [ -z "$said_waiting" ] || return 0
  said_waiting=yes
  note "waiting (up to $timeout s) for an answer; so far:"
  indented "$1"
}

check_webhook() {
  if ! kube get validatingwebhookconfigurations.admissionregistration.k8s.io "$webhook" -o name \
    >"$tmp/out" 2>"$tmp/err" && grep -q '(NotFound)' "$tmp/err"; then
    note 'note: no mesh has registered its checks with this cluster; objects are stored without them'
  fi
  probe
}

make_namespaces() {
  while read -r space <&3; do
    if [ -n "$dry_run" ]; then
      say "would create namespace $space"
      continue
    fi
    record namespace - - "$space" - -
    if ! kube create namespace "$space" >"$tmp/out" 2>"$tmp/err" && ! grep -q '(AlreadyExists)' "$tmp/err"; then
      note "cannot create the namespace $space:"
      indented "$tmp/err"
      exit 3
    fi
    say "created   namespace $space (without labels)"
  done 3<"$tmp/missing"
  [ -n "$dry_run" ] || : >"$tmp/missing"
}

wave_title() {
  case $1 in
    1) say 'wave 1: routes' ;;
    2) say 'wave 2: targets and splits' ;;
    3) say 'wave 3: rate limits' ;;
    4) say 'wave 4: circuit breakers' ;;
  esac
}

# done_with WORD [REMARK]: one line about the object at hand.
done_with() { printf '%-9s %s %s/%s%s\n' "$1" "$resource" "$space" "$name" "${2:+: $2}"; }

fail_object() {
  failed=$((failed + 1))
  done_with failed ${1:+"$1"} >&2
  [ $# -gt 0 ] || indented "$tmp/err"
}

# Works through the plan. A failed object does not keep the others of its wave back, but the next wave: its
# objects refer to this wave's, and mean something else, or are refused, without them.
run_waves() {
  at=0
  while IFS=$tab read -r wave resource space name file verdict uid copy <&3; do
    if [ "$wave" != "$at" ]; then
      if [ "$failed" -gt 0 ] && [ -z "$keep_going$dry_run" ]; then
        break
      fi
      at=$wave
      wave_title "$wave"
    fi
    restore_object
    worked=$((worked + 1))
    [ -z "$given_up" ] || break
  done 3<"$tmp/plan"
}

restore_object() {
  case $verdict in
    out)
      skipped=$((skipped + 1))
      done_with skipped 'a controller makes it (--owned keep restores it)'
      ;;
    ours)
      existing=$((existing + 1))
      done_with existing 'restored before'
      ;;
    new) if [ -n "$dry_run" ]; then try_object create; else create_object; fi ;;
    leaving) fail_object 'it is being deleted; run again when it is gone' ;;
    exists) treat_existing ;;
  esac
}

treat_existing() {
  if [ "$on_existing" = skip ]; then
    existing=$((existing + 1))
    done_with existing 'left as it is'
  elif [ "$on_existing" = fail ]; then
    fail_object 'somebody else created it meanwhile'
  elif [ -n "$dry_run" ]; then
    try_object replace
  else
    replace_object
  fi
}

# try_object create|replace: the dry run. In a namespace that is still missing only kubectl can check.
try_object() {
  how=$dry_run
  if grep -Fqx -e "$space" "$tmp/missing"; then
    how=client
  fi
  if ! kube "$1" --dry-run="$how" -f "$bundle/$file" --namespace="$space" -o name >"$tmp/out" 2>"$tmp/err"; then
    fail_object
    return
  fi
  if [ "$1" = create ]; then
    created=$((created + 1))
  else
    replaced=$((replaced + 1))
  fi
  say "would $1 $resource $space/$name"
}

# Reads uid, apiVersion and writers of the object at hand; empty when there is none.
look() {
  found=$(kube get "$resource" "$name" --namespace="$space" --ignore-not-found -o \
    'jsonpath={.metadata.uid}{"\t"}{.apiVersion}{"\t"}{.metadata.managedFields[*].manager}' 2>"$tmp/look_err") ||
    return 1
  found_uid=${found%%"$tab"*}
  found_version=${found#*"$tab"}
  found_version=${found_version%%"$tab"*}
  found_writers=" ${found##*"$tab"} "
}

note_created() {
  record created "$resource" "$space" "$name" "$1" -
  created=$((created + 1))
  done_with created
}

create_object() {
  record intent "$resource" "$space" "$name" - -
  while :; do
    asked=$(now)
    if uid=$(kube create -f "$bundle/$file" --namespace="$space" --field-manager="nsmkit-restore-$id" \
      -o 'jsonpath={.metadata.uid}' 2>"$tmp/err"); then
      note_created "$uid"
      [ ! -s "$tmp/err" ] || indented "$tmp/err"
      return
    fi
    # The answer may have been lost after the object was stored.
    if { grep -q '(AlreadyExists)' "$tmp/err" || unanswered "$tmp/err"; } && look && [ -n "$found_uid" ]; then
      case $found_writers in
        *" nsmkit-restore-$id "*)
          note_created "$found_uid"
          return
          ;;
      esac
      record failed "$resource" "$space" "$name" - -
      treat_existing
      return
    fi
    if ! unanswered "$tmp/err"; then
      break
    fi
    if ! patience; then
      given_up=yes
      break
    fi
    waiting_for "$tmp/err"
  done
  record failed "$resource" "$space" "$name" - -
  fail_object
}

# Writes the object as it is into the journal's folder, so that it can be put back; sets copy and found_uid.
keep_copy() {
  number=1
  while [ -e "$journal/replaced/$resource-$space-$name.$number.yaml" ]; do
    number=$((number + 1))
  done
  copy=$resource-$space-$name.$number.yaml
  kube get "$resource" "$name" --namespace="$space" -o yaml >"$tmp/copy" 2>"$tmp/err" || return 1
  found_uid=$(awk '/^[^ -]/ { section = $1 } section == "metadata:" && /^  uid:/ { print $2 }' "$tmp/copy")
  if ! mkdir -p "$journal/replaced" ||
    ! awk '/^[^ -]/ { section = $1 } section != "metadata:" || !/^  resourceVersion:/' "$tmp/copy" \
      >"$journal/replaced/new" || ! mv "$journal/replaced/new" "$journal/replaced/$copy"; then
    stop 3 "cannot write to $journal/replaced; stopped"
  fi
}

replace_object() {
  if ! keep_copy; then
    fail_object
    return
  fi
  record replacing "$resource" "$space" "$name" "$found_uid" "$copy"
  while :; do
    asked=$(now)
    if uid=$(kube replace -f "$bundle/$file" --namespace="$space" -o 'jsonpath={.metadata.uid}' 2>"$tmp/err"); then
      [ ! -s "$tmp/err" ] || indented "$tmp/err"
      break
    fi
    cp "$tmp/err" "$tmp/replace_err"
    if ! unanswered "$tmp/err"; then
      record failed "$resource" "$space" "$name" - -
      fail_object
      return
    fi
    if ! patience; then
      given_up=yes
      fail_object
      return
    fi
    waiting_for "$tmp/err"
  done
  record replaced "$resource" "$space" "$name" "$uid" "$copy"
  replaced=$((replaced + 1))
  done_with replaced
}

summary() {
  if [ -n "$dry_run" ]; then
    say "dry run: would create $created, existing $existing, skipped $skipped, would replace $replaced, failed $failed"
  else
    say "created $created, existing $existing, skipped $skipped, replaced $replaced, failed $failed"
  fi
  left=$(($(wc -l <"$tmp/plan") - worked))
  if [ "$left" -gt 0 ] && [ -n "$given_up" ]; then
    note "the cluster stopped answering; not tried: $left. Run this again to go on."
  elif [ "$left" -gt 0 ]; then
    note "stopped before wave $wave, which needs what failed; not tried: $left." \
      'Run this again when the cause is mended; --keep-going goes on without.'
  elif [ "$failed" -gt 0 ]; then
    note "failed: $failed. Run this again when the cause is mended."
  fi
  [ -z "$given_up" ] || exit 3
  [ "$failed" -eq 0 ] || exit 1
}

create_all() {
  check_namespaces
  check_definitions
  list_live
  judge
  settle
  conflicts
  if [ "$dry_run" != client ] && [ -n "$(to_write)" ]; then
    check_webhook
  fi
  make_namespaces
  if [ "$dry_run" != client ]; then
    probe
  fi
  run_waves
  summary
}

# --- comparing --------------------------------------------------------------------------------------------

# Reads an object in kubectl's YAML; leaves out what the server writes, and kubectl apply's own note.
comparable() {
  awk '
    /^[^ -]/ { section = $1; out = section == "status:" }
    section == "metadata:" && /^  [^ -]/ {
      out = $1 ~ /^(creationTimestamp|generation|managedFields|resourceVersion|selfLink|uid):$/
      head = ""
      if ($0 == "  annotations:") { head = $0; next }
    }
    section == "metadata:" && /^    [^ ]/ && (head != "" || in_head) {
      out = $1 == "kubectl.kubernetes.io/last-applied-configuration:"
    }
    section != "metadata:" || /^  [^ ]/ { in_head = 0 }
    out { next }
    head != "" { print head; head = ""; in_head = 1 }
    { print }
  '
}

diff_all() {
  command -v diff >/dev/null 2>&1 || stop 3 'diff is not installed'
  check_definitions
  list_live
  log=/dev/null
  id=-
  judge
  equal=0
  different=0
  missing=0
  while IFS=$tab read -r wave resource space name file verdict uid copy <&3; do
    case $verdict in
      out)
        skipped=$((skipped + 1))
        done_with skipped 'a controller makes it (--owned keep compares it)'
        ;;
      new)
        missing=$((missing + 1))
        done_with missing
        ;;
      *) diff_object ;;
    esac
  done 3<"$tmp/plan"
  say "equal $equal, different $different, missing $missing, skipped $skipped, failed $failed"
  [ "$((different + missing + failed))" -eq 0 ] || exit 1
}

# Compares with what the object would be if it were replaced. (kubectl diff would not show what is on the
# cluster and not in the file.)
diff_object() {
  if ! kube get "$resource" "$name" --namespace="$space" -o yaml >"$tmp/is" 2>"$tmp/err" ||
    ! kube replace --dry-run=server -f "$bundle/$file" --namespace="$space" -o yaml >"$tmp/would_be" 2>"$tmp/err"
  then
    fail_object
    return
  fi
  comparable <"$tmp/is" >"$tmp/is.yaml"
  comparable <"$tmp/would_be" >"$tmp/would_be.yaml"
  if diff -u "$tmp/is.yaml" "$tmp/would_be.yaml" >"$tmp/out"; then
    equal=$((equal + 1))
    return
  fi
  different=$((different + 1))
  done_with different
  printf '%s\n' "--- cluster/$resource/$space/$name" "+++ $file"
  sed 1,2d "$tmp/out"
}

# --- taking back ------------------------------------------------------------------------------------------

rollback_all() {
  printf '%s' "$only" >"$tmp/only"
  printf '%s' "$spaces" >"$tmp/spaces"
  awk -F '\t' -v OFS='\t' -v any_kind="${only:-yes}" -v any_space="${spaces:-yes}" '
    FILENAME == ARGV[1] { kinds[$1] = 1; next }
    FILENAME == ARGV[2] { spaces[$1] = 1; next }
    NF != 7 || $7 != "." || $1 == "journal" || $1 == "namespace" { next }
    (any_kind == "yes" || $2 in kinds) && (any_space == "yes" || $3 in spaces) {
      key = $2 SUBSEP $3 SUBSEP $4
      at[key] = FNR
      line[key] = $1 OFS $2 OFS $3 OFS $4 OFS $5 OFS $6
    }
    END {
      for (key in line) {
        if (line[key] ~ /^(created|intent|replaced|replacing)\t/) print at[key], line[key]
      }
    }
  ' "$tmp/only" "$tmp/spaces" "$log" | sort -t "$tab" -k 1,1nr >"$tmp/taken_back"
  deleted=0
  put_back=0
  gone=0
  left=0
  while IFS=$tab read -r _ event resource space name uid copy <&3; do
    take_back
  done 3<"$tmp/taken_back"
  if [ -n "$dry_run" ]; then
    say "dry run: would delete $deleted, would put back $put_back, gone $gone, left $left, failed $failed"
  else
    say "deleted $deleted, put back $put_back, gone $gone, left $left, failed $failed"
  fi
  made=$(awk -F '\t' 'NF == 7 && $1 == "namespace" { print $4 }' "$log" | sort -u)
  [ -z "$made" ] || note "note: namespaces are not deleted; the restore created: $(one_line "$made")"
  [ "$((left + failed))" -eq 0 ] || exit 1
}

take_back() {
  if ! look; then
    cp "$tmp/look_err" "$tmp/err"
    fail_object
    return
  fi
  if [ "$event" = intent ]; then
    # Noted before it was created, and not afterwards: it counts only if this journal's runs wrote it.
    case $found_writers in *" nsmkit-restore-$id "*) ;; *) return ;; esac
    uid=$found_uid
  fi
  case $event in
    created | intent)
      if [ -z "$found_uid" ]; then
        gone=$((gone + 1))
        done_with gone
        [ -n "$dry_run" ] || record deleted "$resource" "$space" "$name" "$uid" -
      elif [ "$found_uid" != "$uid" ]; then
        leave
      else
        delete_object
      fi
      ;;
    *)
      if [ -n "$found_uid" ] && [ "$found_uid" != "$uid" ]; then
        leave
      else
        put_object_back
      fi
      ;;
  esac
}

leave() {
  left=$((left + 1))
  done_with left 'deleted and created again by somebody else since' >&2
}

# Deletes with the uid as a condition, which only the raw form of the request can carry: an object that was
# created anew in this moment stays.
delete_object() {
  if [ -n "$dry_run" ]; then
    deleted=$((deleted + 1))
    say "would delete $resource $space/$name"
    return
  fi
  printf '{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"%s"}}\n' "$uid" >"$tmp/delete.json"
  if kube delete --raw "/apis/$found_version/namespaces/$space/${resource%%.*}/$name" -f "$tmp/delete.json" \
    >"$tmp/out" 2>"$tmp/err" || grep -q '(NotFound)' "$tmp/err"; then
    record deleted "$resource" "$space" "$name" "$uid" -
    deleted=$((deleted + 1))
    if grep -q '"deletionTimestamp"' "$tmp/out"; then
      done_with deleted 'it goes when its finalizers are done'
    else
      done_with deleted
    fi
  elif grep -q '(Conflict)' "$tmp/err"; then
    leave
  else
    fail_object
  fi
}

put_object_back() {
  if [ -n "$dry_run" ]; then
    put_back=$((put_back + 1))
    say "would put back $resource $space/$name"
    return
  fi
  how=replace
  [ -n "$found_uid" ] || how=create
  if kube "$how" -f "$journal/replaced/$copy" --namespace="$space" -o name >"$tmp/out" 2>"$tmp/err"; then
    record restored "$resource" "$space" "$name" "$uid" "$copy"
    put_back=$((put_back + 1))
    done_with 'put back'
  else
    fail_object
  fi
}

# ----------------------------------------------------------------------------------------------------------

# A signal may arrive while standard error leads to a file: 5 is where it led to.
interrupted() {
  if [ "$mode" != diff ] && [ -z "$dry_run" ]; then
    note 'stopped. What was done is noted; run this again to go on.' 2>&5
  fi
  exit "$1"
}

clean_up() {
  [ -z "$own_lock" ] || rm -f "$own_lock"
  [ -z "$tmp" ] || rm -rf "$tmp"
}

created=0
existing=0
skipped=0
replaced=0
failed=0
worked=0
waited=0
given_up=''
said_waiting=''
own_lock=''
tmp=''

read_options "$@"
exec 5>&2
trap clean_up EXIT
trap 'interrupted 129' HUP
trap 'interrupted 130' INT
trap 'interrupted 143' TERM
bundle=$(cd -- "$(dirname -- "$0")" && pwd -P) || stop 3 'cannot tell in which folder this script is'
tmp=$(mktemp -d "${TMPDIR:-/tmp}/nsmkit-restore.XXXXXX") || stop 3 'cannot make a temporary folder'
: >"$tmp/missing"
: >"$tmp/probed"
find_hasher
verify_sums
verify_list
find_cluster
select_objects
case $mode in
  diff) diff_all ;;
  rollback)
    open_journal
    rollback_all
    ;;
  create)
    open_journal
    create_all
    ;;
esac
