#!/bin/bash
# Downloads Debian packages (.deb files, checked by apt) into a directory. Does nothing where the directory has just these already.
#
# usage: debian-packages.sh DIRECTORY PACKAGE...     environment: ARCHITECTURE (this machine's own)
set -euo pipefail
directory=$1
shift
[ "$(cat "$directory/.packages" 2>/dev/null)" != "$*" ] || exit 0
"$(dirname "$0")/private-apt.sh" deb "${ARCHITECTURE:-$(dpkg --print-architecture)}" "$directory" download "$@"
echo "$*" >"$directory/.packages"
