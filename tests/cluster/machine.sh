#!/bin/bash
# The first process of a cluster, in a mount and a process namespace of its own: when it ends, all processes of the cluster and
# all their mounts are gone, whatever state they were in. What kubelet would change on the machine is hidden behind copies.
#
# usage: machine.sh DIR     called by up.sh through unshare
set -euo pipefail
directory=$1
. "$(dirname "$0")/paths.sh"

# Network namespaces, shim sockets, device plugins and pod logs have fixed places on a machine; here each cluster has its own.
mkdir -p /var/lib/kubelet "$log/machine"
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/lib/kubelet
mount --bind "$log/machine" /var/log
# Nothing here outlives the machine: etcd's writes need not wait for a disk.
mount -t tmpfs tmpfs "$state/etcd"

# kubelet and the bridge plugin write these; they write to files instead, which hold what they want to see.
while read -r value file; do
    [ -e "/proc/sys/$file" ] || continue
    copy=$run/sysctl/$file
    mkdir -p "$(dirname "$copy")"
    echo "$value" >"$copy"
    mount --bind "$copy" "/proc/sys/$file"
done <<'END'
1 vm/overcommit_memory
0 vm/panic_on_oom
10 kernel/panic
1 kernel/panic_on_oops
1000000 kernel/keys/root_maxkeys
25000000 kernel/keys/root_maxbytes
1 net/ipv4/ip_forward
END

touch "$run/machine.ready"
# As the first process, the shell also takes up what orphans leave behind.
while true; do
    sleep 3600 &
    wait $! || true
done
