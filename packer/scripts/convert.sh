#!/bin/bash
# $OUT/$NAME.raw → qcow2 (KVM, Proxmox), vmdk with OVF (VMware); then a bill of materials and checksums,
# signed when SIGNING_KEY names a private key (PEM).
set -euo pipefail
: "${WORK:?}" "${OUT:?}" "${NAME:?}" "${MEMORY_MB:?}" "${CORES:?}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$OUT"
qemu-img convert -c -O qcow2 "$NAME.raw" "$NAME.qcow2"
qemu-img convert -O vmdk -o subformat=streamOptimized,adapter_type=lsilogic "$NAME.raw" "$NAME-disk1.vmdk"
capacity=$(stat -c %s "$NAME.raw") size=$(stat -c %s "$NAME-disk1.vmdk")
sed -e "s|@NAME@|$NAME|g; s|@CAPACITY@|$capacity|g; s|@SIZE@|$size|g; s|@MEMORY@|$MEMORY_MB|g; s|@CORES@|$CORES|g" "$here/appliance.ovf" >"$NAME.ovf"
sha256sum --tag "$NAME.ovf" "$NAME-disk1.vmdk" | sed 's/^SHA256 (/SHA256(/; s/) = /)= /' >"$NAME.mf"
tar --format=ustar -cf "$NAME.ova" "$NAME.ovf" "$NAME.mf" "$NAME-disk1.vmdk"
python3 "$here/bill-of-materials.py" "$WORK/root" "$NAME" >"$NAME.spdx.json"
sha256sum "$NAME.raw" "$NAME.qcow2" "$NAME.ova" "$NAME.ovf" "$NAME-disk1.vmdk" "$NAME.spdx.json" >SHA256SUMS
if [[ -n ${SIGNING_KEY:-} ]]; then openssl dgst -sha256 -sign "$SIGNING_KEY" -out SHA256SUMS.sig SHA256SUMS; fi
ls -l "$OUT"
