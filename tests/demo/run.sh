#!/bin/bash
# The demo: zlib's pipeline in containers on this machine. Ctrl-C takes everything down.
set -euo pipefail
cd "$(dirname "$0")/../.."

tests/demo/prepare.sh
cache=${ODAGRUN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/odagrun/tools}/demo
dotnet build tests/Odagrun.Lab -c Release -v quiet -nologo
exec dotnet tests/Odagrun.Lab/bin/Release/net10.0/odagrun-lab.dll run "$cache/zlib" --load-image DEMO_IMAGE="$cache/image.tar.gz" \
    --load-image BASE_IMAGE="$cache/base.tar.gz" --load-image PACKAGES_IMAGE="$cache/packages.tar.gz" --registry PRODUCTION "$@"
