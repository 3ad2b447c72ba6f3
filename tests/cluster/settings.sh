#!/bin/bash
# The settings of kubelet, containerd, the bridge and the registry.
#
# usage: settings.sh DIR     called by up.sh
set -euo pipefail
directory=$1
. "$(dirname "$0")/paths.sh"
mkdir -p "$conf/cni" "$conf/registries/$registry"

# Negative oom scores need a capability that containers and sandboxes often lack. Nobody answers at the name server's address:
# a look-up in a pod fails at once.
cat >"$conf/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $address
port: 20250
readOnlyPort: 0
healthzBindAddress: $address
healthzPort: 20248
tlsCertFile: $conf/kubelet.crt
tlsPrivateKeyFile: $conf/kubelet.key
authentication:
  anonymous:
    enabled: false
  x509:
    clientCAFile: $conf/ca.crt
authorization:
  mode: Webhook
cgroupDriver: cgroupfs
cgroupRoot: /$cgroup
failSwapOn: false
oomScoreAdj: 0
makeIPTablesUtilChains: false
clusterDNS: ["$address"]
clusterDomain: cluster.local
evictionHard:
  memory.available: 100Mi
  nodefs.available: 1%
  nodefs.inodesFree: 1%
  imagefs.available: 1%
imageGCHighThresholdPercent: 100
serializeImagePulls: false
nodeStatusUpdateFrequency: 1s
nodeStatusReportFrequency: 30s
kubeAPIQPS: 100
kubeAPIBurst: 200
eventRecordQPS: 0
maxPods: 200
featureGates:
  TTLAfterFinished: true
END

cat >"$conf/containerd.toml" <<END
version = 2
root = "$state/containerd"
state = "$run/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
[grpc]
  address = "$run/containerd.sock"
[ttrpc]
  address = "$run/containerd.ttrpc"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "odagrun.test/pause:1"
  restrict_oom_score_adj = true
  stream_server_address = "$address"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$tools/debian/usr/lib/cni"
    conf_dir = "$conf/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "$conf/registries"
END

# What the accounts of tests ask the API server for, one line a request: counted by the tests and the bench.
cat >"$conf/audit.yaml" <<END
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
- level: None
  userGroups: ["system:serviceaccounts:kube-system"]
- level: Metadata
  userGroups: ["system:serviceaccounts"]
END

# containerd reads this folder at every pull: a test that starts a registry of its own adds one (plain HTTP) while all is running.
# The empty table is no slip: without it containerd refuses the file.
printf 'server = "http://%s"\n[host]\n' "$registry" >"$conf/registries/$registry/hosts.toml"

cat >"$conf/cni/10-bridge.conflist" <<END
{
  "cniVersion": "0.4.0",
  "name": "$bridge",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "$bridge",
      "isGateway": true,
      "ipMasq": false,
      "hairpinMode": true,
      "ipam": {
        "type": "host-local",
        "dataDir": "$state/cni",
        "ranges": [[{"subnet": "$network.0/24"}]],
        "routes": [{"dst": "0.0.0.0/0"}]
      }
    }
  ]
}
END

cat >"$conf/registry.yml" <<END
version: 0.1
log:
  level: warn
storage:
  filesystem:
    rootdirectory: $state/registry
  delete:
    enabled: true
http:
  addr: $registry
END
