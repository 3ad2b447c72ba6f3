#!/bin/bash
# Publishes the functions' own host as one native executable: out/host/odagrun-functions. Skips when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=out/host/.inputs
inputs=$( (git ls-files -s shared functions Directory.Build.props Directory.Packages.props global.json
    git diff HEAD -- shared functions Directory.Build.props Directory.Packages.props
    git ls-files -o --exclude-standard shared functions | xargs -r sha256sum) | sha256sum)
if [ -x out/host/odagrun-functions ] && [ "$(cat $stamp 2>/dev/null)" = "$inputs" ]; then
    exit 0
fi

echo "host: publishing (about a minute)"
dotnet publish functions/Odagrun.Functions.Host -c Release -o out/host -v quiet -nologo
rm -f out/host/*.dbg out/host/*.xml
echo "$inputs" >$stamp
