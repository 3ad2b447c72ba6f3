#!/bin/bash
# Starts one part inside the cluster's namespaces, in the background, with a log.
#
# usage: launch.sh DIR PART     called by part.sh
set -euo pipefail
directory=$1 part=$2
. "$(dirname "$0")/paths.sh"
cd "$conf"

case $part in
    etcd)
        command=(etcd --name odagrun --data-dir "$state/etcd"
            --listen-client-urls "$etcd" --advertise-client-urls "$etcd"
            --listen-peer-urls "$etcd_peer" --initial-advertise-peer-urls "$etcd_peer" --initial-cluster "odagrun=$etcd_peer")
        ;;
    apiserver)
        command=(kube-apiserver --etcd-servers="$etcd" --bind-address="$address" --advertise-address="$address" --secure-port=16443
            --endpoint-reconciler-type=none --service-cluster-ip-range=10.220.0.0/24
            --tls-cert-file=apiserver.crt --tls-private-key-file=apiserver.key --client-ca-file=ca.crt
            --kubelet-client-certificate=apiserver-to-kubelet.crt --kubelet-client-key=apiserver-to-kubelet.key
            --kubelet-certificate-authority=ca.crt --kubelet-preferred-address-types=InternalIP
            --service-account-issuer=https://kubernetes.default.svc
            --service-account-signing-key-file=accounts.key --service-account-key-file=accounts.pub
            "--authorization-mode=Node,RBAC" --enable-admission-plugins=NodeRestriction --feature-gates=TTLAfterFinished=true
            --audit-policy-file=audit.yaml --audit-log-path="$log/audit.log")
        ;;
    controllers)
        command=(kube-controller-manager --kubeconfig=controllers.kubeconfig --leader-elect=false --port=0 --secure-port=0
            --kube-api-qps=200 --kube-api-burst=400 --use-service-account-credentials
            --service-account-private-key-file=accounts.key --root-ca-file=ca.crt --feature-gates=TTLAfterFinished=true)
        ;;
    scheduler)
        command=(kube-scheduler --kubeconfig=scheduler.kubeconfig --leader-elect=false --port=0 --secure-port=0
            --kube-api-qps=200 --kube-api-burst=400)
        ;;
    registry)
        export OTEL_TRACES_EXPORTER=none
        command=(docker-registry serve "$conf/registry.yml")
        ;;
    containerd)
        command=(containerd --config "$conf/containerd.toml")
        ;;
    kubelet)
        # The cloud providers' code would ask a metadata service for credentials first, and wait.
        export AWS_EC2_METADATA_DISABLED=true
        command=(kubelet --config="$conf/kubelet.yaml" --kubeconfig="$conf/kubelet.kubeconfig" --hostname-override="$node" --node-ip="$address"
            --root-dir="$state/kubelet" --cert-dir="$state/kubelet/pki"
            --container-runtime=remote --container-runtime-endpoint="unix://$run/containerd.sock" --containerd="$run/containerd.sock")
        ;;
    *) die "no part '$part'" ;;
esac

setsid nohup "${command[@]}" >>"$log/$part.log" 2>&1 </dev/null &
echo $! >"$run/$part.pid"
