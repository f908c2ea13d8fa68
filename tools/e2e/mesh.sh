# shellcheck shell=bash
# What a user does with the mesh's objects on a cluster, by the commands of the documentation, and a look at
# them that owes nothing to nsmkit. Needs common.sh, kubectl and jq; NSMKIT and GENERATE_MESH are programs.

# The six commands of the documented backup: resource and file.
mesh_files=(trafficsplits traffictargets httproutegroups tcproutes ratelimits circuitbreakers)
mesh_resources=(
  trafficsplits.split.smi-spec.io traffictargets.access.smi-spec.io httproutegroups.specs.smi-spec.io
  tcproutes.specs.smi-spec.io ratelimits.specs.smi.nginx.com circuitbreakers.specs.smi.nginx.com
)

# install_crds RELEASE FOLDER: the CRDs that nsmkit writes for the release, and waits until they serve.
install_crds() {
  "$NSMKIT" releases "$1" --crds "$2"
  kubectl create -f "$2"
  kubectl wait --for=condition=Established --timeout=30s -f "$2"
}

# remove_crds: as the documentation of the releases has it. Every object goes with them.
remove_crds() {
  kubectl delete crd -l app.kubernetes.io/part-of==nginx-service-mesh --timeout=60s
  if kubectl get crd -o name | grep .; then
    printf 'CRDs are left\n'
    return 1
  fi
}

# load_mesh FOLDER: the objects that generate_mesh wrote, some by apply and some by create.
load_mesh() {
  kubectl create -f "$1/namespaces.json"
  kubectl apply -f "$1/apply.json"
  kubectl create -f "$1/create.json"
}

# export_mesh FOLDER: the documented backup.
export_mesh() {
  local index
  mkdir -p "$1"
  for index in "${!mesh_files[@]}"; do
    kubectl get "${mesh_resources[index]}" -A -o yaml >"$1/${mesh_files[index]}.yaml"
  done
}

# live_objects: all objects of the six kinds as one JSON array, as the server gives them, in a fixed order.
live_objects() {
  local resources
  resources=$(
    IFS=,
    printf '%s' "${mesh_resources[*]}"
  )
  kubectl get "$resources" -A -o json | jq -S '.items | sort_by(.kind, .metadata.namespace, .metadata.name)'
}

# content: takes out of such an array what a server sets. What is left must come back after a restore.
content() {
  jq -S 'map(
    del(.metadata["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink"])
    | del(.metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"], .status)
    | if .metadata.annotations == {} then del(.metadata.annotations) else . end)'
}

# unowned: leaves out the objects that a controller owns.
unowned() {
  jq -S 'map(select(.metadata.ownerReferences == null))'
}

# as_converted: the conversions that the way to later CRDs asks for, done as the mesh's own upgrade hook does
# them (headers: all maps of the list in one), and weights as shares of their sum, whatever the scale.
as_converted() {
  jq -S 'map(
    if .kind == "HTTPRouteGroup" then
      .spec.matches |= map(if (.headers | type) == "array" then .headers |= add else . end)
    elif .kind == "TrafficSplit" then
      ([.spec.backends[].weight] | add) as $sum
      | .spec.backends |= map(.weight = (if $sum == 0 then 0 else .weight / $sum * 1e9 | round end))
    else . end)'
}

# controller_of_finalizers: the controller that the objects with a finalizer wait for: it lets go of each that
# is being deleted. Runs until it is killed.
controller_of_finalizers() {
  while sleep 0.5; do
    release_finalizers '.metadata.deletionTimestamp != null'
  done
}

# release_finalizers [CONDITION]: takes the finalizers away from all objects, or from those jq selects.
release_finalizers() {
  local condition=${1:-true} kind version namespace name resource
  live_objects 2>/dev/null | jq -r ".[] | select(.metadata.finalizers != null and ($condition))
      | [.kind, .apiVersion, .metadata.namespace, .metadata.name] | @tsv" |
    while IFS=$'\t' read -r kind version namespace name; do
      resource=$kind.${version#*/}.${version%%/*}
      kubectl patch "$resource" -n "$namespace" "$name" --type=merge -p '{"metadata":{"finalizers":null}}' || true
    done
}

# delete_objects: every object of the six kinds, their controllers having let go of them.
delete_objects() {
  local resource
  release_finalizers
  for resource in "${mesh_resources[@]}"; do
    kubectl delete "$resource" --all --all-namespaces --wait=false
  done
  wait_until 20 are_there 0
}

# are_there NUMBER: whether there are so many objects.
are_there() {
  live_objects | jq -e --argjson number "$1" 'length == $number' >/dev/null
}

# remove_namespace NAME: an empty namespace; there is no controller here that would finish it.
remove_namespace() {
  kubectl delete namespace "$1" --wait=false
  kubectl get namespace "$1" -o json | jq '.spec.finalizers = []' |
    kubectl replace --raw "/api/v1/namespaces/$1/finalize" -f -
}
