# shellcheck shell=bash disable=SC2034  # sourced by the scripts beside it, which use these names
# Where a cluster's things lie. Needs $directory.
: "${directory:?}"
cache_root=${XDG_CACHE_HOME:-$HOME/.cache}/odagrun
tools=${ODAGRUN_TOOLS:-$cache_root/tools}
version=1.20.2
binaries=$cache_root/kubernetes/$version
export PATH=$binaries:$tools/debian/usr/bin:$PATH:/usr/sbin:/sbin

conf=$directory/conf
state=$directory/state
run=$directory/run
log=$directory/log

# A cluster has a number; all its names and addresses follow from it, so that several can run side by side.
[ ! -s "$directory/number" ] || number=$(cat "$directory/number")
if [ -n "${number:-}" ]; then
    bridge=odagrun$number
    network=10.219.$number
    address=$network.1
    node=node-$number
    cgroup=odagrun-cluster-$number
    registry=$address:15000
    api=https://$address:16443
    etcd=http://$address:12379
    etcd_peer=http://$address:12380
fi

die() {
    echo "cluster: $*" >&2
    exit 1
}

# The first process of the namespaces in which the cluster lives; 0 when it is down.
machine() {
    local pid
    pid=$(cat "$run/machine.pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null && echo "$pid" || echo 0
}

# Runs a command where the cluster lives: among its processes and mounts.
inside() {
    nsenter --target "$(machine)" --mount --pid -- "$@"
}
