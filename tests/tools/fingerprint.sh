#!/bin/bash
# Prints one hash over the named paths as they lie in the working tree, committed or not: what a build skips by.
#
# usage: fingerprint.sh PATH...     from the top of the checkout
set -euo pipefail

(git ls-files -s "$@"
    git diff HEAD -- "$@"
    git ls-files -o --exclude-standard "$@" | xargs -r -d '\n' sha256sum) | sha256sum
