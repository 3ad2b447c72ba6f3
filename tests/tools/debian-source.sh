#!/bin/bash
# Downloads a Debian source package, checked by apt.
#
# usage: debian-source.sh PACKAGE DIRECTORY
set -euo pipefail
"$(dirname "$0")/private-apt.sh" deb-src "$(dpkg --print-architecture)" "$2" source --download-only "$1"
