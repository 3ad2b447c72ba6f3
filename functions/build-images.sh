#!/bin/bash
# Composes our own images in a registry, without Docker: PREFIX/standalone, and PREFIX/functions where BASE is given.
#
# usage: build-images.sh [--check] PREFIX [TAG [BASE]]     logins come from ~/.docker/config.json
# environment: INSECURE=1 for a registry without TLS, ARM64=1 for both platforms
set -euo pipefail
cd "$(dirname "$0")/.."
check=; [ "${1:-}" != --check ] || { check=yes; shift; }
prefix=${1:-} tag=${2:-latest} base=${3:-}
[ -n "$prefix" ] || { echo "images: say where they go: make images REGISTRY=registry.example.com/odagrun [TAG=…] [BASE=…]" >&2; exit 2; }
[ -z "$check" ] || exit 0

tool=out/images-tool
stamp=$tool/.inputs
mkdir -p out
inputs=$(tests/tools/fingerprint.sh shared/Odagrun.Oci functions/Odagrun.Functions.Images executor/Odagrun.Executor.Layer Directory.Build.props Directory.Packages.props)
if [ "$(cat $stamp 2>/dev/null)" != "$inputs" ]; then
    dotnet publish functions/Odagrun.Functions.Images --disable-build-servers -p:RunAnalyzers=false -c Release -o $tool -v quiet -nologo
    echo "$inputs" >$stamp
fi

# Beside the host, where it looks for it.
[ -f out/host/host.json ] || cp host.json out/host/host.json

# The source's own time, so that the same source gives the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
assets=out/host/project.assets.json
[ -f $assets ] || assets=functions/Odagrun.Functions.Host/obj/project.assets.json
arguments=("$prefix" --tag "$tag" --assets $assets)
revision=$(git rev-parse HEAD 2>/dev/null || true)
[ -z "$revision" ] || arguments+=(--revision "$revision")
[ -z "$base" ] || arguments+=(--func-app out/func-app --base "$base")
if [ -n "${ARM64:-}" ]; then
    [ -f out/host-arm64/host.json ] || cp host.json out/host-arm64/host.json
    arguments+=(--arm64-packages "${ODAGRUN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/odagrun/tools}/arm64")
fi
[ -z "${INSECURE:-}" ] || arguments+=(--insecure)
dotnet $tool/Odagrun.Functions.Images.dll "${arguments[@]}"
