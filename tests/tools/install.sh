#!/bin/bash
# Installs what the build, the tests and the demo need beyond the .NET SDK, git and Node.js, through Debian's and npm's
# ordinary clients. Does nothing where all is there. Daemons that a Debian package would start as system services
# (docker-registry, etcd, containerd) are unpacked below the cache directory instead of being installed.
#
# usage: install.sh [build] [run] [test] [demo] [browser] [bench] [cluster] [arm64]     groups; none: build run
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${ODAGRUN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/odagrun/tools}
mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9

groups=("$@")
[ ${#groups[@]} -gt 0 ] || groups=(build run)

# Debian packages by group; a package counts as there when dpkg says so.
declare -A packages=(
    [build]="gcc libc6-dev zlib1g-dev libdeflate0 musl-dev make ca-certificates"
    [run]="runc git"
    [test]="uidmap busybox-static python3 musl musl-tools unzip zip apache2-utils openssl zstd xz-utils bzip2 lzip 7zip skopeo umoci"
    [demo]="mmdebstrap dpkg-dev busybox-static"
    [browser]="chromium chromium-driver"
    [bench]="skopeo buildah umoci time curl unzip"
    [arm64]="gcc-aarch64-linux-gnu libc6-dev-arm64-cross"
    [cluster]="runc gcc libc6-dev openssl curl iproute2 procps util-linux busybox-static xz-utils"
)

updated=no
update_once() {
    [ $updated = yes ] && return
    echo "tools: apt-get update"
    as_root apt-get update -qq
    updated=yes
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

is_installed() {
    [ "$(dpkg-query -W -f='${Status}' "$1" 2>/dev/null)" = "install ok installed" ]
}

install_packages() {
    local missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    update_once
    echo "tools: apt-get install ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$cache/apt.log" 2>&1 || {
        tail -20 "$cache/apt.log" >&2
        echo "tools: apt-get install ${missing[*]} failed; the lines above say why" >&2
        exit 1
    }
}

# unpack PACKAGE PROGRAM: a package's files below the cache, for what must not become a service of this machine.
unpack() {
    [ -e "$cache/debian/$2" ] && return
    update_once
    echo "tools: unpacking $1 below $cache"
    local download
    download=$(mktemp -d)
    chmod 755 "$download"
    (cd "$download" && apt-get download -qq -o APT::Sandbox::User=root "$1")
    dpkg -x "$download/$1"_*.deb "$cache/debian"
    rm -r "$download"
}

unpack_cluster() {
    unpack docker-registry usr/bin/docker-registry
    unpack etcd-server usr/bin/etcd
    unpack containerd usr/bin/containerd
    unpack containernetworking-plugins usr/lib/cni/bridge
    unpack kubernetes-client usr/bin/kubectl
}

# The libraries that our programs for arm64 bring along, and a list of them.
unpack_arm64() {
    local folder=$cache/arm64 archive
    [ -f "$folder/packages" ] && return
    echo "tools: unpacking Debian's libraries for arm64 below $folder"
    rm -rf "$folder"
    ARCHITECTURE=arm64 "$here/debian-packages.sh" "$folder/download" libc6 libgcc-s1 libssl3
    for archive in "$folder"/download/*.deb; do
        dpkg -x "$archive" "$folder"
        dpkg-deb --show --showformat='${Package} ${Version} ${Architecture}\n' "$archive" >>"$folder/packages.new"
    done
    sort -o "$folder/packages" "$folder/packages.new"
    rm -r "$folder/download" "$folder/packages.new"
}

install_azurite() {
    local folder=$cache/azurite
    cmp -s "$here/../azurite/package-lock.json" "$folder/package-lock.json" && [ -d "$folder/node_modules/azurite" ] && return
    echo "tools: npm ci (azurite)"
    mkdir -p "$folder"
    cp "$here/../azurite/package.json" "$folder/"
    cp "$here/../azurite/package-lock.json" "$folder/package-lock.json.new"
    (cd "$folder" && mv package-lock.json.new package-lock.json && npm ci --no-audit --no-fund --loglevel=error)
}

# The published types of KEDA, for the checks of keda/.
install_keda_types() {
    local folder=$cache/keda
    cmp -s "$here/../keda/package-lock.json" "$folder/package-lock.json" && [ -d "$folder/node_modules/@kubernetes-models/keda" ] && return
    echo "tools: npm ci (KEDA's types)"
    mkdir -p "$folder"
    cp "$here/../keda/package.json" "$here/../keda/package-lock.json" "$folder/"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error)
}

for command in dotnet node npm; do
    command -v $command >/dev/null || { echo "tools: '$command' is not on the PATH; install the .NET 10 SDK and Node.js first" >&2; exit 1; }
done

for group in "${groups[@]}"; do
    [ -n "${packages[$group]:-}" ] || { echo "tools: no group '$group' (there are: ${!packages[*]})" >&2; exit 2; }
    # shellcheck disable=SC2086  # a list of package names
    install_packages ${packages[$group]}
    if [ "$group" = run ]; then
        unpack docker-registry usr/bin/docker-registry
        install_azurite
    fi
    if [ "$group" = test ]; then
        unpack kubernetes-client usr/bin/kubectl
        install_keda_types
        # A test makes an image of them, as a job: a small C compiler with its library.
        "$here/debian-packages.sh" "$cache/compiler" tcc libc6 libc6-dev linux-libc-dev
    fi
    [ "$group" != arm64 ] || unpack_arm64
    [ "$group" != cluster ] || unpack_cluster
done
