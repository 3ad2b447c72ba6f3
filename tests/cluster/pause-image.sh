#!/bin/bash
# Makes the image in which each pod's namespaces live (an archive that 'ctr images import' takes), once.
#
# usage: pause-image.sh ARCHIVE     called by up.sh
set -euo pipefail
archive=$1
[ ! -s "$archive" ] || exit 0
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

gcc -O2 -static -s -o "$work/pause" "$here/pause.c"
tar -C "$work" --owner=0 --group=0 --mtime=@0 -cf "$work/layer.tar" pause
layer=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
cat >"$work/config.json" <<END
{"architecture":"amd64","os":"linux","config":{"Entrypoint":["/pause"]},"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]}}
END
echo '[{"Config":"config.json","RepoTags":["odagrun.test/pause:1"],"Layers":["layer.tar"]}]' >"$work/manifest.json"
mkdir -p "$(dirname "$archive")"
tar -C "$work" -cf "$archive.new.$$" manifest.json config.json layer.tar
mv "$archive.new.$$" "$archive"
