#!/bin/bash
# A minimal Debian at $WORK/root. The archive of it is kept in $CACHE while suite and mirror stay the same.
set -euo pipefail
# Packer 1.6 hands its own descriptors down; mmdebstrap's shells know single digits only.
for descriptor in "/proc/$$/fd/"*; do
  number=${descriptor##*/}
  if [[ $number -gt 2 && $number -lt 255 ]]; then eval "exec $number>&-"; fi
done
: "${WORK:?}" "${CACHE:?}" "${SUITE:?}" "${MIRROR:?}" "${SECURITY_MIRROR:?}"
mkdir -p "$CACHE" "$WORK"
name=$(printf '%s' "$SUITE $MIRROR $SECURITY_MIRROR $(date +%Y-%m)" | sha256sum | cut -c1-16)
base=$CACHE/base-$name.tar
if [[ ! -s $base ]]; then
  sources=$WORK/sources.list
  printf 'deb %s %s main\n' "$MIRROR" "$SUITE" "$MIRROR" "$SUITE-updates" "$SECURITY_MIRROR" "$SUITE-security" >"$sources"
  mmdebstrap -q --variant=minbase \
    --include=systemd-sysv,udev,dbus,python3-minimal,python3-apt,ca-certificates,netbase,iproute2,kmod,zstd,apparmor \
    "$SUITE" "$CACHE/new-$name.tar" "$sources"
  mv "$CACHE/new-$name.tar" "$base"
fi
rm -rf "$WORK/root"
mkdir -p "$WORK/root"
tar -C "$WORK/root" -xf "$base"
