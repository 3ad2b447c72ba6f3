#!/bin/bash
# Lays out a function app with the native handler: host.json, a folder with function.json per function, the handler, local.settings.json.
# 'func start' runs it as it is; a local.settings.json that is there already is kept.
#
# usage: lay-out-app.sh [FOLDER]     default: out/func-app; 'make host' comes first
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
app=${1:-$root/out/func-app}

[ -x "$root/out/host/odagrun-functions" ] || { echo "lay-out-app: out/host/odagrun-functions is not there: run 'make host' first" >&2; exit 1; }
mkdir -p "$app"
cp -r "$root"/functions/app/. "$app"
cp -p "$root/out/host/odagrun-functions" "$app/.handler.new"
# Renamed, not overwritten: a handler that runs keeps its file.
mv "$app/.handler.new" "$app/odagrun-functions"
if [ ! -e "$app/local.settings.json" ]; then
    # The sample's paths begin at the checkout, a function app runs in its own folder.
    sed "s#\"out/#\"$root/out/#" "$root/local.settings.sample.json" >"$app/local.settings.json"
fi
echo "func-app: $app has the native handler; its settings: local.settings.json; 'func start' runs it"
