#!/bin/bash
# Publishes the functions' own host as one native executable: out/host/odagrun-functions. Skips when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=out/host/.inputs
mkdir -p out
exec 9>out/.host.lock
flock 9

inputs=$(tests/tools/fingerprint.sh shared functions Directory.Build.props Directory.Packages.props global.json)
if [ -x out/host/odagrun-functions ] && [ "$(cat $stamp 2>/dev/null)" = "$inputs" ]; then
    exit 0
fi

echo "host: publishing (about a minute)"
# Build servers outlive the build: they must not take the lock along.
dotnet publish functions/Odagrun.Functions.Host --disable-build-servers -c Release -o out/host -v quiet -nologo 9>&-
rm -f out/host/*.dbg out/host/*.xml
echo "$inputs" >$stamp
