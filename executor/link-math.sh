#!/bin/bash
# Gathers the mathematical functions that .NET's runtime calls, and what they call, out of musl's C library into an archive of their
# own: they need nothing else of musl, and glibc's libm would weigh twenty times as much in every job's image.
#
# usage: link-math.sh ARCHIVE
set -euo pipefail

archive=$1
library=/usr/lib/$(uname -m)-linux-musl/libc.a
[ -f "$library" ] || { echo "executor: $library is missing: install the Debian package musl-dev" >&2; exit 1; }
functions=(ceil modf cos sin log log2 pow)
called=(fabs floor scalbn __cos __sin __rem_pio2 __rem_pio2_large exp_data log_data log2_data pow_data
    __math_divzero __math_invalid __math_oflow __math_uflow __math_xflow)

objects=$(mktemp -d)
trap 'rm -r "$objects"' EXIT
(cd "$objects" && ar x "$library" "${functions[@]/%/.lo}" "${called[@]/%/.lo}")
mkdir -p "$(dirname "$archive")"
rm -f "$archive"
(cd "$objects" && ar rcsD "$archive" ./*.lo)
