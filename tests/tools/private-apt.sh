#!/bin/bash
# 'apt-get COMMAND...' in DIRECTORY, made anew, with lists of its own: the system's stay as they are. What it fetches is checked by
# Debian's keyring.
#
# usage: private-apt.sh deb|deb-src ARCHITECTURE DIRECTORY COMMAND...     environment: ODAGRUN_DEBIAN_MIRROR
set -euo pipefail
type=$1 architecture=$2 directory=$3
shift 3
mirror=${ODAGRUN_DEBIAN_MIRROR:-http://deb.debian.org/debian}

apt=$(mktemp -d)
trap 'rm -r "$apt"' EXIT
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/etc/preferences.d" "$apt/etc/apt.conf.d"
echo "$type [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm main" >"$apt/sources.list"
touch "$apt/status"
options=(-qq -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" -o Dir::Etc="$apt/etc"
    -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$apt/lists"
    -o Dir::State::status="$apt/status" -o Dir::Cache="$apt" -o Dir::Cache::Archives="$apt/archives" -o APT::Sandbox::User=)
rm -rf "$directory"
mkdir -p "$directory"
{ apt-get "${options[@]}" update && cd "$directory" && apt-get "${options[@]}" "$@"; } >"$apt/log" 2>&1 || {
    tail -20 "$apt/log" >&2
    echo "'apt-get $*' failed with $mirror; the lines above say why" >&2
    exit 1
}
