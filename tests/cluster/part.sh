#!/bin/bash
# One part of a running cluster: started, stopped, killed, or frozen for a while.
#
# usage: part.sh DIR start|stop|kill|restart|freeze|thaw etcd|apiserver|controllers|scheduler|registry|containerd|kubelet
set -euo pipefail
directory=$1 action=$2 part=$3
here=$(cd "$(dirname "$0")" && pwd)
. "$here/paths.sh"
[ "$(machine)" != 0 ] || die "the cluster in $directory is not up"

# Process ids are those inside the cluster's namespace. A zombie is gone.
send() {
    inside kill "-$1" "$(cat "$run/$part.pid")"
}

is_alive() {
    # shellcheck disable=SC2016  # expanded by the inner shell
    inside sh -c '[ -s "$1" ] && grep -qs "^State:[[:space:]]*[^ZX[:space:]]" "/proc/$(cat "$1")/status"' sh "$run/$part.pid"
}

gone() {
    for _ in $(seq 200); do
        is_alive || return 0
        sleep 0.05
    done
    return 1
}

start() {
    is_alive || inside "$here/launch.sh" "$directory" "$part"
}

stop() {
    ! is_alive || { send TERM; gone || { send KILL; gone; }; }
}

case $action in
    start) start ;;
    stop) stop ;;
    restart) stop && start ;;
    kill) ! is_alive || { send KILL && gone; } ;;
    freeze) send STOP ;;
    thaw) send CONT ;;
    *) die "no action '$action'" ;;
esac
