#!/bin/sh
# A stand-in for kubectl: a small cluster kept in the folder $FAKE_CLUSTER, as far as restore.sh needs one.
#   namespaces         lines "NAME<tab>PHASE"
#   crds/RESOURCE      "True<tab>VERSION VERSION"
#   webhook            there when a mesh has registered its checks
#   objects/RESOURCE/NAMESPACE/NAME/{body,uid,version,writer,leaving}
#   calls              one command line each; `count` is how many
# Faults, by environment: KILL_AT=N (with KILL_WHEN=before|after) kills the process group at the Nth call,
# LOSE_AT=N loses the answer of the Nth call, DOWN_AT=N ends the server then, WEBHOOK_SILENT=N leaves the first N calls of the webhook without
# an answer, REFUSE=NAME has it refuse an object, SLOW=SECONDS slows every call down, FORBID=WORD forbids
# calls that hold WORD.
set -u

tab=$(printf '\t')
world=$FAKE_CLUSTER

# bump FILE: adds one to the number in it; sets n.
bump() {
  n=0
  [ ! -r "$world/$1" ] || read -r n <"$world/$1"
  n=$((n + 1))
  echo "$n" >"$world/$1"
}

die() {
  printf '%s\n' "$1" >&2
  finish 1
}

finish() {
  if [ "$call" = "${KILL_AT:-}" ]; then
    kill -9 0
  fi
  if [ "$call" = "${LOSE_AT:-}" ]; then
    echo 'Unable to connect to the server: net/http: request canceled' >&2
    exit 1
  fi
  exit "$1"
}

bump count
call=$n
printf '%s\n' "$*" >>"$world/calls"
[ -z "${SLOW:-}" ] || sleep "$SLOW"
if [ "$call" = "${KILL_AT:-}" ] && [ "${KILL_WHEN:-after}" = before ]; then
  kill -9 0
fi
if [ "$call" = "${DOWN_AT:-}" ]; then
  : >"$world/down"
fi
if [ -e "$world/down" ]; then
  die 'The connection to the server localhost:8080 was refused - did you specify the right host or port?'
fi

words=''
space=''
file=''
raw=''
output=''
dry=''
writer=kubectl-create
ignore=''
while [ $# -gt 0 ]; do
  case $1 in
    --context=* | --kubeconfig=* | --request-timeout=* | --all-namespaces | --minify) ;;
    --namespace=*) space=${1#*=} ;;
    --field-manager=*) writer=${1#*=} ;;
    --dry-run=*) dry=${1#*=} ;;
    --ignore-not-found) ignore=yes ;;
    --raw)
      raw=$2
      shift
      ;;
    -f)
      file=$2
      shift
      ;;
    -o)
      output=$2
      shift
      ;;
    -*) die "error: unknown flag: $1" ;;
    *) words="$words $1" ;;
  esac
  shift
done
# shellcheck disable=SC2086 # words have no blanks
set -- $words
case "$words" in
  *" ${FORBID:-no such word} "* | *" ${FORBID:-no such word}")
    die "Error from server (Forbidden): $2 is forbidden: User \"jane\" cannot $1 resource \"$2\""
    ;;
esac

# read_file: sets resource, name, file_space, file_uid of $file; fails as kubectl would.
read_file() {
  [ -r "$file" ] || die "error: the path \"$file\" does not exist"
  kind='' name='' file_space='' file_uid=''
  while IFS= read -r line; do
    case $line in
      'kind: '*) kind=${line#*: } ;;
      '  name: '*) [ -n "$name" ] || name=${line#*: } ;;
      '  namespace: '*) [ -n "$file_space" ] || file_space=${line#*: } ;;
      '  uid: '*) file_uid=${line#*: } ;;
      'spec:') break ;;
    esac
  done <"$file"
  case $kind in
    HTTPRouteGroup) resource=httproutegroups.specs.smi-spec.io ;;
    TCPRoute) resource=tcproutes.specs.smi-spec.io ;;
    TrafficTarget) resource=traffictargets.access.smi-spec.io ;;
    TrafficSplit) resource=trafficsplits.split.smi-spec.io ;;
    RateLimit) resource=ratelimits.specs.smi.nginx.com ;;
    CircuitBreaker) resource=circuitbreakers.specs.smi.nginx.com ;;
    *) die "error: unable to recognize \"$file\": no matches for kind \"$kind\"" ;;
  esac
  file_space=${file_space:-$space}
  [ "$file_space" = "$space" ] ||
    die "error: the namespace from the provided object \"$file_space\" does not match the namespace \"$space\"."
  object=$world/objects/$resource/$space/$name
}

# ask_webhook VERB
ask_webhook() {
  [ "$dry" != client ] || return 0
  grep -q "^$space$tab" "$world/namespaces" ||
    die "Error from server (NotFound): error when $1 \"$file\": namespaces \"$space\" not found"
  if [ "$name" = "${REFUSE:-}" ]; then
    die "Error from server: error when $1 \"$file\": admission webhook \"nsm\" denied the request: bad $name"
  fi
  case $kind in TrafficTarget | TCPRoute) return ;; esac
  [ -n "${WEBHOOK_SILENT:-}" ] || return 0
  bump webhook_calls
  [ "$n" -gt "$WEBHOOK_SILENT" ] ||
    die "Error from server (InternalError): error when $1 \"$file\": Internal error occurred: failed calling webhook \"nsm\": connect: connection refused"
}

# as_stored FILE UID VERSION: the object as the server would show it.
as_stored() {
  sed -e '/^  uid: /d' -e '/^  resourceVersion: /d' \
    -e "s/^metadata:/metadata:\\n  resourceVersion: \"$3\"\\n  uid: $2/" "$1"
}

show() {
  case $output in
    name) echo "$resource/$name" ;;
    yaml) as_stored "$1" "$2" "$3" ;;
    *'{.spec}'*) sed -e '/^  uid: /d' -e '/^  resourceVersion: /d' "$1" ;;
    *apiVersion*)
      read -r by <"$world/objects/$resource/$space/$name/writer"
      printf '%s\t%s\t%s' "$2" "${resource#*.}/v1" "$by"
      ;;
    *) printf '%s' "$2" ;;
  esac
}

list() {
  for object in "$world/objects/$resource"/*/*; do
    [ -d "$object" ] || continue
    name=${object##*/}
    within=${object%/*}
    within=${within##*/}
    [ -z "$space" ] || [ "$space" = "$within" ] || continue
    read -r uid <"$object/uid"
    read -r by <"$object/writer"
    leaving=''
    [ ! -e "$object/leaving" ] || leaving=2026-01-01T00:00:00Z
    printf '%s\t%s\t%s\t%s\t%s\n' "$within" "$name" "$uid" "$leaving" "$by"
  done
}

get() {
  case $1 in
    namespaces) cat "$world/namespaces" ;;
    namespace)
      [ "$2" != kube-system ] || {
        cat "$world/uid"
        return
      }
      grep "^$2$tab" "$world/namespaces" || die "Error from server (NotFound): namespaces \"$2\" not found"
      ;;
    customresourcedefinitions.*)
      [ -r "$world/crds/$2" ] ||
        die "Error from server (NotFound): customresourcedefinitions.apiextensions.k8s.io \"$2\" not found"
      cat "$world/crds/$2"
      # A definition that is not established yet is so the next time.
      sed -i 's/^False/True/' "$world/crds/$2"
      ;;
    validatingwebhookconfigurations.*)
      [ -e "$world/webhook" ] || die "Error from server (NotFound): $1 \"$2\" not found"
      ;;
    *)
      resource=$1
      name=${2:-}
      if [ -z "$name" ]; then
        list
        return
      fi
      object=$world/objects/$resource/$space/$name
      if [ ! -d "$object" ]; then
        [ -n "$ignore" ] || die "Error from server (NotFound): $resource \"$name\" not found"
        return
      fi
      read -r uid <"$object/uid"
      read -r version <"$object/version"
      show "$object/body" "$uid" "$version"
      ;;
  esac
}

create() {
  if [ "${1:-}" = namespace ]; then
    ! grep -q "^$2$tab" "$world/namespaces" ||
      die "Error from server (AlreadyExists): namespaces \"$2\" already exists"
    printf '%s\tActive\n' "$2" >>"$world/namespaces"
    return
  fi
  read_file
  ask_webhook creating
  [ ! -d "$object" ] || [ "$dry" = client ] ||
    die "Error from server (AlreadyExists): error when creating \"$file\": $resource \"$name\" already exists"
  if [ -n "$dry" ]; then
    echo "$resource/$name"
    return
  fi
  mkdir -p "$object"
  sed -e '/^  uid: /d' "$file" >"$object/body"
  bump made
  echo "uid-$n" >"$object/uid"
  echo "$writer" >"$object/writer"
  echo 1 >"$object/version"
  printf 'uid-%s' "$n"
}

replace() {
  read_file
  [ -d "$object" ] || die "Error from server (NotFound): error when replacing \"$file\": $resource \"$name\" not found"
  ask_webhook replacing
  read -r uid <"$object/uid"
  read -r version <"$object/version"
  [ -z "$file_uid" ] || [ "$file_uid" = "$uid" ] || die 'Error from server (Conflict): the uid differs'
  if [ -z "$dry" ]; then
    sed -e '/^  uid: /d' "$file" >"$object/body"
    echo $((version + 1)) >"$object/version"
  fi
  show "$file" "$uid" "$version"
}

delete() {
  # /apis/GROUP/VERSION/namespaces/NAMESPACE/PLURAL/NAME
  IFS=/ read -r _ _ group _ _ space plural name <<END
$raw
END
  object=$world/objects/$plural.$group/$space/$name
  [ -d "$object" ] || die 'Error from server (NotFound): the server could not find it'
  read -r uid <"$object/uid"
  grep -q "\"uid\":\"$uid\"" "$file" || die 'Error from server (Conflict): the UID in the precondition differs'
  rm -r "$object"
}

case $1 in
  get)
    shift
    get "$@"
    ;;
  create)
    shift
    create "$@"
    ;;
  replace) replace ;;
  delete) delete ;;
  config)
    case $output in
      *server*) printf 'https://10.0.0.1:6443' ;;
      *) printf '%s' "${CONTEXT_SPACE:-}" ;;
    esac
    ;;
  *) die "error: unknown command \"$1\"" ;;
esac
finish 0
