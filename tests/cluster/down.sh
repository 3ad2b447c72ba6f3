#!/bin/bash
# Ends a cluster and removes all of it: processes, mounts, bridge, control groups and DIR's contents.
#
# usage: down.sh DIR [keep-logs]
set -uo pipefail
[ $# -ge 1 ] || { echo "usage: down.sh DIR [keep-logs]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
directory=$(cd "$1" 2>/dev/null && pwd) || exit 0
. "$here/paths.sh"
[ -n "${number:-}" ] || exit 0

# The holder ends after the first process, and that one after all others of its namespace.
holder=$(cat "$run/holder.pid" 2>/dev/null)
first=$(machine)
[ "$first" = 0 ] || kill -KILL "$first"
for _ in $(seq 400); do
    grep -qs "^State:[[:space:]]*[^ZX[:space:]]" "/proc/${holder:-none}/status" || break
    sleep 0.05
done

for root in /sys/fs/cgroup /sys/fs/cgroup/*/; do
    [ ! -d "${root%/}/$cgroup" ] || find "${root%/}/$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null
done
if [ "$(cat "/sys/class/net/$bridge/ifalias" 2>/dev/null)" = "$directory" ]; then
    ip link delete "$bridge"
fi

if [ "${2:-}" = keep-logs ]; then
    echo "cluster: logs are in $log" >&2
    rm -rf "$state" "$conf" "$run" "$directory/number" "$directory/environment"
else
    rm -rf "$state" "$conf" "$run" "$log" "$directory/number" "$directory/environment"
    rmdir "$directory" 2>/dev/null
fi
true
