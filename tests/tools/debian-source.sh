#!/bin/bash
# Downloads a Debian source package, checked by apt. The system's own apt lists are left alone: a private apt directory has the
# source index.
#
# usage: debian-source.sh PACKAGE DIRECTORY
set -euo pipefail
package=$1 directory=$2
mirror=${ODAGRUN_DEBIAN_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
apt=$(mktemp -d)
trap 'rm -r "$apt"' EXIT

mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/etc/preferences.d" "$apt/etc/apt.conf.d"
echo "deb-src [signed-by=$keyring] $mirror bookworm main" >"$apt/sources.list"
options=(-qq -o Dir::Etc="$apt/etc" -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$apt/lists"
    -o Dir::Cache="$apt" -o Dir::Cache::Archives="$apt/archives" -o APT::Sandbox::User=)
rm -rf "$directory"
mkdir -p "$directory"
{ apt-get "${options[@]}" update && cd "$directory" && apt-get "${options[@]}" source --download-only "$package"; } >"$apt/log" 2>&1 || {
    tail -20 "$apt/log" >&2
    echo "the source package $package could not be fetched from $mirror; the lines above say why" >&2
    exit 1
}
