#!/bin/bash
# Prints one hash over the content of the named paths as they lie in the working tree, committed or not: what a build skips by.
#
# usage: fingerprint.sh PATH...     from the top of the checkout
set -euo pipefail

git ls-files -coz --exclude-standard -- "$@" | LC_ALL=C sort -zu \
    | while IFS= read -r -d '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done \
    | xargs -0 sha256sum | sha256sum
