#!/bin/bash
# Publishes 'odagrun' (register, doctor, sweep) as one native executable: out/cli/odagrun. Skips when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=out/cli/.inputs
mkdir -p out
exec 9>out/.cli.lock
flock 9

inputs=$(tests/tools/fingerprint.sh shared functions keda/base/rbac Directory.Build.props Directory.Packages.props global.json)
if [ -x out/cli/odagrun ] && [ "$(cat $stamp 2>/dev/null)" = "$inputs" ]; then
    exit 0
fi

echo "cli: publishing (about a minute)"
# Build servers outlive the build: they must not take the lock along.
dotnet publish functions/Odagrun.Cli --disable-build-servers -p:RunAnalyzers=false -c Release -o out/cli -v quiet -nologo 9>&-
rm -f out/cli/*.dbg out/cli/*.xml out/cli/*.pdb
echo "$inputs" >$stamp
