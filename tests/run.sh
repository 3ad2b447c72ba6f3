#!/bin/bash
# Builds and runs all tests, prints what failed and was skipped (with reasons), and ends with one plain line:
# N passed, N failed, N skipped
#
# usage: run.sh [arguments for 'dotnet test', for example --filter-class '*Digest*']
set -uo pipefail
cd "$(dirname "$0")/.."

results=$(mktemp -d)
trap 'rm -r "$results"' EXIT

dotnet build Odagrun.Functions.sln -v quiet -nologo || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# Exit code 8 says that an assembly has no test for the filter; that alone is no failure.
dotnet test --solution Odagrun.Functions.sln --no-build --max-parallel-test-modules 2 --no-ansi --no-progress \
    --ignore-exit-code 8 --timeout 20m "$@" 2>&1 | tee "$results/log"
status=${PIPESTATUS[0]}

count() {
    sed -n "/^Test run summary/,\$s/^ *$1: \([0-9]*\).*/\1/p" "$results/log" | tail -1
}
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ "$status" = 0 ] || [ "${failed:-0}" != 0 ] || failed=1
echo "${passed:-0} passed, ${failed:-1} failed, ${skipped:-0} skipped"
[ "${failed:-1}" = 0 ]
