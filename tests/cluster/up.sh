#!/bin/bash
# Starts a Kubernetes cluster of one node on this machine: etcd, kube-apiserver, controllers, scheduler, a registry, containerd
# and kubelet, all below DIR and in namespaces of their own. Prints what to export. README.md says more.
#
# usage: up.sh DIR [OWNER]     OWNER: the id of a process with which the cluster ends
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: up.sh DIR [OWNER]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
directory=$(cd "$1" && pwd)
. "$here/paths.sh"
[ "$(id -u)" = 0 ] || die "needs root: kubelet and containerd mount file systems and make namespaces"
[ "$(machine)" = 0 ] || { cat "$directory/environment"; exit 0; }

# wait_for WHAT SECONDS COMMAND…
wait_for() {
    local what=$1 end=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || { tail -n 15 "$log/${what%% *}.log" >&2; die "$what is not up in time; the lines above are the end of its log"; }
        sleep 0.05
    done
}

part() {
    "$here/part.sh" "$directory" start "$1"
}

# The bridge is also the lock: the kernel gives a name to one asker only.
take_number() {
    for number in $(seq 0 254); do
        # An address of its own: else the bridge takes that of a pod's end of a cable, and another when that pod ends, and the other pods
        # send into the void until they ask again who the node is.
        if ip link add "odagrun$number" address "$(printf '0a:58:0a:db:%02x:01' "$number")" type bridge 2>/dev/null; then
            echo "$number" >"$directory/number"
            . "$here/paths.sh"
            ip link set dev "$bridge" alias "$directory"
            ip address add "$address/24" dev "$bridge"
            ip link set "$bridge" up
            return
        fi
    done
    die "255 clusters are up already, or bridges odagrun0… cannot be made here"
}

make_cgroups() {
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        mkdir -p "/sys/fs/cgroup/$cgroup"
        for folder in /sys/fs/cgroup "/sys/fs/cgroup/$cgroup"; do
            tr ' ' '\n' <"$folder/cgroup.controllers" | while read -r controller; do
                echo "+$controller" >"$folder/cgroup.subtree_control" 2>/dev/null || true
            done
        done
        return
    fi
    for folder in /sys/fs/cgroup/*/; do
        [ ! -L "${folder%/}" ] || continue
        mkdir -p "$folder$cgroup" 2>/dev/null || continue
        # A new cpuset is empty until it is told what it may use.
        for setting in cpuset.cpus cpuset.mems; do
            [ ! -e "$folder$setting" ] || cat "$folder$setting" >"$folder$cgroup/$setting"
        done
    done
}

start_machine() {
    mkdir -p "$state"/{etcd,kubelet,containerd,registry,cni} "$conf" "$run" "$log"
    setsid unshare --mount --pid --fork --kill-child --mount-proc "$here/machine.sh" "$directory" >"$log/machine.log" 2>&1 </dev/null &
    echo $! >"$run/holder.pid"
    wait_for "machine" 60 test -e "$run/machine.ready"
    pgrep -P "$(cat "$run/holder.pid")" >"$run/machine.pid"
}

# Takes the cluster down when its owner has ended, also when that one was killed.
follow_owner() {
    # shellcheck disable=SC2016  # expanded by the inner shell
    setsid sh -c 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; exec "$2" "$3"' sh "$1" "$here/down.sh" "$directory" >/dev/null 2>&1 </dev/null &
}

"$here/build.sh"
"$here/pause-image.sh" "$binaries/pause.tar"
trap '[ $? = 0 ] || "$here/down.sh" "$directory" keep-logs' EXIT
take_number
make_cgroups
start_machine
[ -z "${2:-}" ] || follow_owner "$2"
"$here/certificates.sh" "$directory"
"$here/settings.sh" "$directory"

export KUBECONFIG=$conf/admin.kubeconfig
for part in etcd registry containerd; do part $part; done
wait_for etcd 180 curl -fsS "$etcd/health"
part apiserver
wait_for containerd 180 ctr --address "$run/containerd.sock" version
inside ctr --address "$run/containerd.sock" --namespace k8s.io images import "$binaries/pause.tar" >>"$log/containerd.log"
wait_for apiserver 300 kubectl get --raw /readyz
for part in controllers scheduler kubelet; do part $part; done
wait_for registry 180 curl -fsS "http://$registry/v2/"
wait_for "kubelet (the node)" 300 sh -c "kubectl get node $node -o jsonpath='{.status.conditions[?(@.type==\"Ready\")].status}' | grep -q True"
wait_for "controllers (service accounts)" 300 kubectl --namespace default get serviceaccount default

cat >"$directory/environment" <<END
KUBECONFIG=$KUBECONFIG
ODAGRUN_CLUSTER_DIRECTORY=$directory
ODAGRUN_CLUSTER_ADDRESS=$address
ODAGRUN_CLUSTER_REGISTRY=$registry
END
cat "$directory/environment"
