#!/bin/bash
# Builds and runs all tests, prints what failed and was skipped (with reasons), and ends with one plain line:
# N passed, N failed, N skipped
#
# usage: run.sh [--cluster] [arguments for 'dotnet test', for example --filter-class '*Digest*']
# --cluster: the tests that need a Kubernetes cluster, instead of all others
set -uo pipefail
cd "$(dirname "$0")/.." || exit

results=$(mktemp -d)
trap 'rm -r "$results"' EXIT

suite=local
what=(--solution Odagrun.Functions.sln)
build=Odagrun.Functions.sln
if [ "${1:-}" = --cluster ]; then
    shift
    suite=cluster
    what=(--project tests/Odagrun.Cluster.Tests/Odagrun.Cluster.Tests.csproj)
    build=tests/Odagrun.Cluster.Tests
fi

dotnet build "$build" -v quiet -nologo || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# Exit code 8 says that an assembly has no test for the filter; that alone is no failure. The project file of
# Odagrun.Cluster.Tests reads the suite's name: to the local suite it is no test project.
OdagrunSuite=$suite dotnet test "${what[@]}" --no-build --max-parallel-test-modules 2 --no-ansi --no-progress \
    --ignore-exit-code 8 --timeout 20m "$@" 2>&1 | tee "$results/log"
status=${PIPESTATUS[0]}

count() {
    sed -n "/^Test run summary/,\$s/^ *$1: \([0-9]*\).*/\1/p" "$results/log" | tail -1
}
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ "$status" = 0 ] || [ "${failed:-0}" != 0 ] || failed=1
echo "${passed:-0} passed, ${failed:-1} failed, ${skipped:-0} skipped"
[ "${failed:-1}" = 0 ]
