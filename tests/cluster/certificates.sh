#!/bin/bash
# An authority, a certificate for each part of the cluster, and a kubeconfig for each that talks to the API server.
#
# usage: certificates.sh DIR     called by up.sh
set -euo pipefail
directory=$1
. "$(dirname "$0")/paths.sh"
cd "$conf"

new_key() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1"
}

# certificate NAME SUBJECT [ALTERNATIVE NAMES]
certificate() {
    new_key "$1.key"
    openssl req -new -key "$1.key" -subj "$2" -out "$1.request"
    openssl x509 -req -in "$1.request" -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -out "$1.crt" \
        -extfile <(printf 'extendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=%s\n' "${3:-DNS:$1}") 2>/dev/null
}

# client NAME SUBJECT [ALTERNATIVE NAMES]: a certificate and NAME.kubeconfig
client() {
    certificate "$@"
    cat >"$1.kubeconfig" <<END
apiVersion: v1
kind: Config
current-context: odagrun
clusters:
- name: odagrun
  cluster:
    server: $api
    certificate-authority-data: $(base64 -w0 ca.crt)
contexts:
- name: odagrun
  context:
    cluster: odagrun
    user: $1
users:
- name: $1
  user:
    client-certificate-data: $(base64 -w0 "$1.crt")
    client-key-data: $(base64 -w0 "$1.key")
END
}

umask 077
new_key ca.key
openssl req -x509 -new -key ca.key -subj /CN=odagrun-test-authority -days 365 -out ca.crt
# Service accounts' tokens are signed with RSA.
openssl genrsa -out accounts.key 2048 2>/dev/null
openssl rsa -in accounts.key -pubout -out accounts.pub 2>/dev/null

certificate apiserver /CN=kube-apiserver "IP:$address,DNS:kubernetes.default.svc"
certificate apiserver-to-kubelet /O=system:masters/CN=apiserver-to-kubelet
client admin /O=system:masters/CN=admin
client controllers /CN=system:kube-controller-manager
client scheduler /CN=system:kube-scheduler
client kubelet "/O=system:nodes/CN=system:node:$node" "IP:$address,DNS:$node"
