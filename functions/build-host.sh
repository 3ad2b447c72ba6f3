#!/bin/bash
# Publishes the functions' own host as one native executable: out/host/odagrun-functions. Skips when nothing has changed.
#
# usage: build-host.sh [arm64]     arm64: out/host-arm64, by the cross compiler of 'tests/tools/install.sh arm64'
set -euo pipefail
cd "$(dirname "$0")/.."

platform=${1:-}
host=out/host${platform:+-$platform}
stamp=$host/.inputs
cross=()
[ "$platform" != arm64 ] || cross=(-r linux-arm64 "-p:CppCompilerAndLinker=$PWD/tests/tools/arm64-gcc" -p:ObjCopyName=aarch64-linux-gnu-objcopy --artifacts-path "out/obj/host-arm64")
mkdir -p out
exec 9>"out/.host${platform:+-$platform}.lock"
flock 9

inputs=$(tests/tools/fingerprint.sh shared functions Directory.Build.props Directory.Packages.props global.json)
if [ -x "$host/odagrun-functions" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
    exit 0
fi

echo "host: publishing (about a minute)"
# Build servers outlive the build: they must not take the lock along.
dotnet publish functions/Odagrun.Functions.Host --disable-build-servers -p:RunAnalyzers=false -c Release "${cross[@]}" -o "$host" -v quiet -nologo 9>&-
# What is inside, for the SBOM of our images.
[ -n "$platform" ] || cp functions/Odagrun.Functions.Host/obj/project.assets.json "$host/"
rm -f "$host"/*.dbg "$host"/*.xml
echo "$inputs" >"$stamp"
