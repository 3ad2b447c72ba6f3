#!/bin/bash
# Publishes the isolated worker as a function app: out/func-app-isolated. Its packages are not in every mirror of NuGet: where they can't
# be restored, this says which, and ends well.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
app=$root/out/func-app-isolated
log=$(mktemp)
trap 'rm -f "$log"' EXIT

cd "$root"
echo "func-app: publishing the isolated worker"
if ! dotnet restore functions/Odagrun.Functions.Worker -p:UseFunctionsWorker=true -v quiet >"$log" 2>&1; then
    echo "func-app: no isolated worker, its packages can't be restored:"
    grep -oE 'NU[0-9]+: .*' "$log" | sort -u | sed 's/^/  /'
    exit 0
fi

# The Sdk restores the host's extensions in a project of its own, which says when a mirror has a newer patch: no news.
dotnet publish functions/Odagrun.Functions.Worker -p:UseFunctionsWorker=true --disable-build-servers -p:RunAnalyzers=false -c Release -o "$app" -v quiet -nologo |
    { grep -v 'warning NU1603' || true; }
rm -f "$app"/*.xml
[ -e "$app/local.settings.json" ] ||
    sed -e "s#\"out/#\"$root/out/#" -e 's#"FUNCTIONS_WORKER_RUNTIME": "custom"#"FUNCTIONS_WORKER_RUNTIME": "dotnet-isolated"#' \
        local.settings.sample.json >"$app/local.settings.json"
echo "func-app: $app has the isolated worker; its settings: local.settings.json; 'func start' runs it"
