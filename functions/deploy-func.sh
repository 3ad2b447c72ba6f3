#!/bin/bash
# 'func kubernetes deploy' with the edits that its output needs. Prints the manifests; APPLY=1 applies them, and the Role.
#
# usage: deploy-func.sh [--check] REGISTRY GITLAB-URL PROJECT [further arguments for func]     environment: NAMESPACE, TAG, RUNNER_TAG, APPLY
set -euo pipefail
cd "$(dirname "$0")/.."
check=; [ "${1:-}" != --check ] || { check=yes; shift; }
if [ $# -lt 3 ] || [ -z "$1" ] || [ -z "$2" ] || [ -z "$3" ]; then
    echo "deploy-func: make deploy-func REGISTRY=registry.example.com/odagrun GITLAB=https://gitlab.example.com PROJECT=42 [NAMESPACE=odagrun] [APPLY=1]" >&2
    exit 2
fi
registry=$1 gitlab=$2 project=$3
shift 3
command -v func >/dev/null || { echo "deploy-func: 'func' (Azure Functions Core Tools 4) is not on the PATH; 'kubectl apply --kustomize keda/overlays/kubernetes' needs none" >&2; exit 1; }
[ -z "$check" ] || exit 0
[ -f out/func-app/host.json ] || { echo "deploy-func: out/func-app is not there: run 'make func-app' first" >&2; exit 1; }

namespace=${NAMESPACE:-odagrun}
raw=$(mktemp) edited=$(mktemp)
trap 'rm -f "$raw" "$edited"' EXIT
# The image is there already (make images): nothing is to be built, and nothing to be asked of Docker.
(cd out/func-app && func kubernetes deploy --name odagrun --namespace "$namespace" --image-name "$registry/functions:${TAG:-latest}" \
    --no-docker --dry-run "$@") >"$raw"
out/cli/odagrun fix-func-deploy "$raw" --gitlab-url "$gitlab" --project "$project" --tag "${RUNNER_TAG:-odagrun}" >"$edited"
if [ -z "${APPLY:-}" ]; then
    cat "$edited"
else
    kubectl apply --namespace "$namespace" --kustomize keda/base/rbac
    kubectl apply --filename "$edited"
fi
