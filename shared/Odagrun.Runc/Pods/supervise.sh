#!/bin/sh
# The parent of one pod's container: mounts its root, runs it, writes down how it ended, clears up. It runs in a session and a
# mount namespace of its own, so that it lives on without the process that started it and its mounts end with it. Descriptor 9
# is the pod's lock: others see by it that somebody looks after the pod.
#
# usage: supervise.sh POD ID RUNC RUNC_STATE SIGNALS SECONDS GRACE ROOTLESS MEMORY_CGROUP OVERLAY_OPTIONS \
#                     OUTPUT_BLOCKS
set -u
umask 022
trap : HUP INT TERM

pod=$1 id=$2 runc=$3 state=$4 signals=$5 seconds=$6 grace=$7 rootless=$8 memory=$9
shift 9
overlay=$1 blocks=$2

cd "$pod" || exit 1
echo $$ >started

# What the kernel counted, in the words of control groups version 2 or 1.
memory_facts() {
    [ -n "$memory" ] || return
    for file in memory.events memory.oom_control; do
        [ -r "$memory/$file" ] || continue
        while read -r key value; do
            [ "$key" != oom_kill ] || echo "oom_kill=$value"
        done <"$memory/$file"
    done
    for pair in peak:memory.peak peak:memory.max_usage_in_bytes limit:memory.max limit:memory.limit_in_bytes; do
        [ -r "$memory/${pair#*:}" ] || continue
        read -r value <"$memory/${pair#*:}" && echo "${pair%%:*}=$value"
    done
}

# In one step, so that a reader finds all of it or nothing.
record() {
    printf 'stage=%s\ncode=%s\n%s\n' "$1" "$2" "$3" >exit.partial && mv exit.partial "$signals/$id.exit"
}

# Keeps the last of what comes in: up to $blocks blocks in "output", the same before it in "output.1".
keep_output() {
    dd bs=4096 count="$blocks" status=none >>output
    while head -c 1 >output.next && [ -s output.next ]; do
        mv output output.1
        mv output.next output
        dd bs=4096 count="$blocks" status=none >>output
    done
    rm -f output.next
}

if [ -n "$overlay" ]; then
    mount -n -i -t overlay -o "$overlay" overlay rootfs || {
        record mount $? ''
        exit 1
    }
fi

{
    timeout --foreground --kill-after="$grace" "$seconds" \
        "$runc" --root "$state" --rootless "$rootless" --log runc.log --log-format json \
        run --keep --bundle bundle --pid-file "$signals/$id.pid" "$id"
    echo $? >code
} 2>&1 | keep_output
read -r code <code || code=255
facts=$(memory_facts)

# runc itself may have been killed: then the container still runs.
case $code in
124 | 137) "$runc" --root "$state" delete --force "$id" ;;
esac
record run "$code" "$facts"

"$runc" --root "$state" delete --force "$id"
rm -f bundle/config.json envelope code
[ -z "$overlay" ] || umount -n rootfs || umount -n -l rootfs
rm -rf upper work rootfs
