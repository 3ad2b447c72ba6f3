#!/bin/bash
# Publishes the executor (Native AOT) and packs it with its loader, libraries and certificate authorities into the layer that goes
# into every job's image: out/executor-layer/{layer.tar.gz,layer.json}. Skips when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

layer=out/executor-layer
stamp=$layer/.inputs
mkdir -p out
exec 9>out/.executor-layer.lock
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
    dpkg-query -W libc6 libssl3 libgcc-s1) | sha256sum)
if [ -f $layer/layer.tar.gz ] && [ "$(cat $stamp 2>/dev/null)" = "$inputs" ]; then
    exit 0
fi

echo "executor: publishing (about a minute)"
# A folder of its own for what the compiler leaves: builds and tests of the same tree may run meanwhile. Build servers outlive the
# build: they must not take the lock along, nor the output that somebody waits for.
dotnet publish executor/Odagrun.Executor --disable-build-servers -c Release -r linux-x64 -p:OdagrunLayer=true \
    --artifacts-path out/obj/executor -o out/executor-publish -v quiet -nologo 9>&-
dotnet publish executor/Odagrun.Executor.Layer --disable-build-servers -c Release \
    --artifacts-path out/obj/executor-layer -o out/executor-layer-tool -v quiet -nologo 9>&-
dotnet out/executor-layer-tool/Odagrun.Executor.Layer.dll out/executor-publish $layer
echo "$inputs" >$stamp
