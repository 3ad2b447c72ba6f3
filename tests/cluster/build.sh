#!/bin/bash
# Puts Kubernetes' binaries into the cache, once: from an archive where there is one, else built from Debian's source package
# (about five minutes on a few cores). Prints nothing when they are there.
#
# usage: build.sh     ODAGRUN_KUBERNETES_ARCHIVE: a tar of the four programs instead of a build ('none': build in any case)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
directory=/nonexistent
. "$here/paths.sh"
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet)

are_there() {
    for program in "${programs[@]}"; do
        [ -x "$binaries/$program" ] || return 1
    done
}

archive() {
    if [ -n "${ODAGRUN_KUBERNETES_ARCHIVE:-}" ]; then
        [ "$ODAGRUN_KUBERNETES_ARCHIVE" = none ] || echo "$ODAGRUN_KUBERNETES_ARCHIVE"
        return
    fi
    find "$here/../../../shared/cluster" -maxdepth 1 -name "kubernetes-$version-linux-amd64.tar.xz" 2>/dev/null | head -n 1
}

# Debian's Go, unpacked: the build needs this version of it, whatever else the machine has.
unpack_go() {
    [ -x "$work/go/usr/lib/go-1.19/bin/go" ] && return
    mkdir -p "$work/debs"
    (cd "$work/debs" && apt-get download -qq -o APT::Sandbox::User=root golang-1.19-go golang-1.19-src golang-github-modern-go-reflect2-dev)
    for package in "$work"/debs/*.deb; do dpkg -x "$package" "$work/go"; done
}

unpack_source() {
    [ -e "$source/.unpacked" ] && return
    "$here/../tools/debian-source.sh" kubernetes "$work/download"
    mkdir -p "$source"
    tar -C "$source" --strip-components=1 -xzf "$work/download"/kubernetes_*.orig.tar.gz
    # The copy that Kubernetes brings along breaks on maps with this Go; Debian's own is the next release.
    local reflect=$source/vendor/github.com/modern-go/reflect2
    rm -f "$reflect"/*.go "$reflect"/*.s
    cp "$work"/go/usr/share/gocode/src/github.com/modern-go/reflect2/*.{go,s} "$reflect/"
    touch "$source/.unpacked"
}

# The API's description is the one generated file that the release does not carry. Its generator reads every package that asks for it.
generate_openapi() {
    local target=pkg/generated/openapi
    [ -s $target/zz_generated.openapi.go ] && return
    go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
    local inputs
    inputs=$(grep -rl --include='*.go' --exclude='zz_generated*' --exclude='*_test.go' --exclude-dir=testdata \
            --exclude-dir={code-generator,sample-apiserver,kube-openapi,gengo,kubeadm} '+k8s:openapi-gen=' vendor/k8s.io/*/ pkg cmd plugin |
        xargs -n1 dirname | LC_ALL=C sort -u | sed 's,^,k8s.io/kubernetes/,' | paste -sd,)
    "$work/openapi-gen" --logtostderr --input-dirs "$inputs" --output-package k8s.io/kubernetes/$target --output-base "$work/gopath/src" \
        --output-file-base zz_generated.openapi --go-header-file vendor/k8s.io/code-generator/hack/boilerplate.go.txt --report-filename "$work/openapi.report"
}

compile() {
    local stamp="-s -w" place
    for place in k8s.io/kubernetes/vendor/k8s.io/component-base/version k8s.io/kubernetes/vendor/k8s.io/client-go/pkg/version; do
        stamp+=" -X $place.gitVersion=v$version -X $place.gitMajor=1 -X $place.gitMinor=20 -X $place.gitTreeState=clean"
    done
    for program in "${programs[@]}"; do
        echo "cluster: building $program"
        go build -trimpath -tags nokmem,providerless,dockerless -ldflags "$stamp" -o "$work/out/$program" "./cmd/$program"
    done
}

are_there && exit 0
mkdir -p "$binaries"
exec 9>"$binaries/.lock"
flock 9
are_there && exit 0

found=$(archive)
if [ -n "$found" ]; then
    echo "cluster: taking Kubernetes' programs from $found"
    tar -C "$binaries" -xJf "$found" "${programs[@]}"
    exit 0
fi

echo "cluster: building Kubernetes $version from Debian's source package, once (about 5 minutes)"
work=$binaries/build
source=$work/gopath/src/k8s.io/kubernetes
mkdir -p "$work/out"
unpack_go
unpack_source
export GOROOT=$work/go/usr/lib/go-1.19 GOPATH=$work/gopath GOCACHE=$work/gocache GOFLAGS='' GOPROXY=off GO111MODULE=off CGO_ENABLED=0
export PATH=$GOROOT/bin:$PATH
cd "$source"
generate_openapi
compile
mv "$work"/out/* "$binaries/"
cd /
chmod -R u+w "$work"
rm -rf "$work"
