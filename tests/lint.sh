#!/bin/bash
# Formatting and analyzers (a warning is an error), and the shell scripts' syntax.
set -euo pipefail
cd "$(dirname "$0")/.."

git ls-files '*.sh' .ci/run | xargs -r -n1 bash -n
dotnet format whitespace Odagrun.Functions.sln --verify-no-changes
dotnet build Odagrun.Functions.sln -v quiet -nologo
echo "lint: clean"
