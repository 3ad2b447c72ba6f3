#!/bin/bash
# Makes what the demo runs on, once, below the cache directory: a Debian image with gcc and make (image.tar.gz), a small one of busybox
# (base.tar.gz), the same with the .deb files of a compiler (packages.tar.gz), and a git repository of a real C program, zlib, from its
# Debian source package (zlib/), with the demo's pipeline committed on top.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${ODAGRUN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/odagrun/tools}/demo
mirror=${ODAGRUN_DEBIAN_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mkdir -p "$cache"

make_image() {
    [ -s "$cache/image.tar.gz" ] && return
    echo "demo: making a Debian image with gcc and make (mmdebstrap, once, 1-2 minutes)"
    local tar=$cache/image.tar
    # Device nodes have no place in a layer (skip=output/dev): the container engine makes /dev.
    mmdebstrap --format=tar --quiet --variant=minbase --include=gcc,libc6-dev,make,ca-certificates \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --skip=output/dev --customize-hook='rm -rf "$1"/var/cache/apt/archives "$1"/var/lib/apt/lists' \
        --keyring="$keyring" bookworm "$tar.new" "deb $mirror bookworm main" 2>"$cache/mmdebstrap.log" || {
        tail -20 "$cache/mmdebstrap.log" >&2
        echo "demo: mmdebstrap could not make the image from $mirror; the lines above say why" >&2
        exit 1
    }
    gzip -1 <"$tar.new" >"$cache/image.tar.gz.new"
    rm "$tar.new"
    mv "$cache/image.tar.gz.new" "$cache/image.tar.gz"
}

# A compiler and what it needs, as packages: the pipeline makes an image of them.
compiler=(gcc gcc-12 cpp-12 libgcc-12-dev libgcc-s1 binutils binutils-common binutils-x86-64-linux-gnu libbinutils libctf0 libctf-nobfd0
    libjansson4 libmpc3 libmpfr6 libgmp10 libisl23 libzstd1 zlib1g libc6 libc6-dev linux-libc-dev make)

make_small_images() {
    "$here/../tools/debian-packages.sh" "$cache/packages" "${compiler[@]}"
    [ "$cache/packages.tar.gz" -nt "$cache/packages/.packages" ] && return
    echo "demo: making a small image, and one with a compiler's packages"
    local root=$cache/root.new program
    rm -rf "$root"
    mkdir -p "$root/bin" "$root/etc" "$root/packages" "$root/tmp" "$root/usr/bin" "$root/var"
    program=$(command -v busybox)
    cp "$program" "$root/bin/busybox"
    "$program" --list | grep -vx busybox | while read -r applet; do ln -s busybox "$root/bin/$applet"; done
    (cd "$root" && tar --owner=0 --group=0 --numeric-owner -c bin etc tmp usr var) | gzip -1 >"$cache/base.tar.gz.new"
    cp "$cache/packages"/*.deb "$root/packages/"
    (cd "$root" && tar --owner=0 --group=0 --numeric-owner -c .) | gzip -1 >"$cache/packages.tar.gz.new"
    mv "$cache/base.tar.gz.new" "$cache/base.tar.gz"
    mv "$cache/packages.tar.gz.new" "$cache/packages.tar.gz"
}

fetch_source() {
    [ -d "$cache/zlib-source" ] && return
    echo "demo: fetching zlib's source package"
    "$here/../tools/debian-source.sh" zlib "$cache/download"
    (cd "$cache/download" && dpkg-source --no-check -x zlib_*.dsc source) >"$cache/source.log" 2>&1 || {
        tail -20 "$cache/source.log" >&2
        echo "demo: zlib's source package could not be unpacked; the lines above say why" >&2
        exit 1
    }
    mv "$cache/download/source" "$cache/zlib-source"
    rm -r "$cache/download"
}

# A short true history: upstream's files, Debian's changes, and the pipeline.
make_repository() {
    cmp -s "$here/pipeline.yml" "$cache/zlib/.gitlab-ci.yml" && return
    local repository=$cache/zlib.new
    rm -rf "$repository" "$cache/zlib"
    cp -r "$cache/zlib-source" "$repository"
    rm -rf "$repository/.pc"
    local git=(git -C "$repository" -c user.name=Demo -c user.email=demo@example.com -c commit.gpgsign=false)
    "${git[@]}" init -q -b main
    "${git[@]}" add -f -- . ':!debian' ':!.pc'
    "${git[@]}" commit -q -m "Import zlib's upstream source"
    "${git[@]}" add -f -- debian
    "${git[@]}" commit -q -m "Add Debian's packaging"
    cp "$here/pipeline.yml" "$repository/.gitlab-ci.yml"
    "${git[@]}" add -- .gitlab-ci.yml
    "${git[@]}" commit -q -m "Build, test and package in a pipeline"
    mv "$repository" "$cache/zlib"
}

# Whatever ends this in the middle, what is half made does not stay.
trap 'rm -rf "$cache"/*.new "$cache/download"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
make_image
make_small_images
fetch_source
make_repository
