#!/bin/bash
# Publishes the executor (Native AOT) and packs it with its loader, libraries and certificate authorities into the layer that goes
# into every job's image: out/executor-layer/{layer.tar.gz,layer.json}. Skips when nothing has changed.
#
# usage: build-layer.sh [arm64]     arm64: out/executor-layer-arm64, by the cross compiler of 'tests/tools/install.sh arm64'
set -euo pipefail
cd "$(dirname "$0")/.."

platform=${1:-}
suffix=${platform:+-$platform}
layer=out/executor-layer$suffix
stamp=$layer/.inputs
rid=linux-${platform:-x64} cross=() packages=()
if [ "$platform" = arm64 ]; then
    cross=("-p:CppCompilerAndLinker=$PWD/tests/tools/arm64-gcc" -p:ObjCopyName=aarch64-linux-gnu-objcopy)
    packages=("${ODAGRUN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/odagrun/tools}/arm64")
fi
mkdir -p out
exec 9>"out/.executor-layer$suffix.lock"
flock 9

# The folders of a project and of all that it refers to: a change elsewhere in shared/ is none of the executor.
folders_of() {
    local waiting=("$@") known=" " project reference
    while [ ${#waiting[@]} -gt 0 ]; do
        project=${waiting[0]}
        waiting=("${waiting[@]:1}")
        [[ $known != *" $project "* ]] || continue
        known+="$project "
        dirname "$project"
        while read -r reference; do
            waiting+=("$(realpath --relative-to=. "$(dirname "$project")/$reference")")
        done < <(sed -n 's/.*<ProjectReference Include="\([^"]*\)".*/\1/p' "$project")
    done
}

mapfile -t sources < <(folders_of executor/Odagrun.Executor.Layer/Odagrun.Executor.Layer.csproj executor/Odagrun.Executor/Odagrun.Executor.csproj)
inputs=$( (tests/tools/fingerprint.sh executor "${sources[@]}" Directory.Build.props Directory.Packages.props global.json
    sha256sum /etc/ssl/certs/ca-certificates.crt
    if [ -n "$platform" ]; then cat "${packages[0]}/packages"; else dpkg-query -W libc6 libssl3 libgcc-s1 musl-dev; fi
    dpkg-query -W libdeflate0) | sha256sum)
if [ -f "$layer/layer.tar.gz" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
    exit 0
fi

echo "executor: publishing (about a minute)"
if [ -z "$platform" ]; then
    executor/link-math.sh "$PWD/out/obj/executor/libmath.a"
    cross=("-p:OdagrunMathArchive=$PWD/out/obj/executor/libmath.a")
fi
# A folder of its own for what the compiler leaves: builds and tests of the same tree may run meanwhile. Build servers outlive the
# build: they must not take the lock along, nor the output that somebody waits for.
dotnet publish executor/Odagrun.Executor --disable-build-servers -p:RunAnalyzers=false -c Release -r "$rid" -p:OdagrunLayer=true "${cross[@]}" \
    --artifacts-path "out/obj/executor$suffix" -o "out/executor-publish$suffix" -v quiet -nologo 9>&-
dotnet publish executor/Odagrun.Executor.Layer --disable-build-servers -p:RunAnalyzers=false -c Release \
    --artifacts-path out/obj/executor-layer -o out/executor-layer-tool -v quiet -nologo 9>&-
dotnet out/executor-layer-tool/Odagrun.Executor.Layer.dll "out/executor-publish$suffix" "$layer" "${packages[@]}"
echo "$inputs" >"$stamp"
