#!/bin/bash
# Downloads Debian packages (.deb files, checked by apt) into a directory. The system's own apt lists are left alone: a private apt
# directory has the index. Does nothing where the directory has just these packages already.
#
# usage: debian-packages.sh DIRECTORY PACKAGE...
set -euo pipefail
directory=$1
shift
mirror=${ODAGRUN_DEBIAN_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ "$(cat "$directory/.packages" 2>/dev/null)" != "$*" ] || exit 0

apt=$(mktemp -d)
trap 'rm -r "$apt"' EXIT
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/etc/preferences.d" "$apt/etc/apt.conf.d"
echo "deb [signed-by=$keyring] $mirror bookworm main" >"$apt/sources.list"
options=(-qq -o Dir::Etc="$apt/etc" -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$apt/lists"
    -o Dir::State::status=/dev/null -o Dir::Cache="$apt" -o Dir::Cache::Archives="$apt/archives" -o APT::Sandbox::User=)
rm -rf "$directory"
mkdir -p "$directory"
{ apt-get "${options[@]}" update && cd "$directory" && apt-get "${options[@]}" download "$@"; } >"$apt/log" 2>&1 || {
    tail -20 "$apt/log" >&2
    echo "the packages $* could not be fetched from $mirror; the lines above say why" >&2
    exit 1
}
echo "$*" >"$directory/.packages"
