#!/bin/bash
# Applies the roles to $WORK/root in a chroot. With RUNS=2 the second run must change nothing.
set -euo pipefail
: "${WORK:?}" "${EXTRA_VARS:?}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
root=$WORK/root
leave() {
  for mount in run dev/pts dev sys proc; do umount -l "$root/$mount" 2>/dev/null || true; done
  rm -f "$root/usr/sbin/policy-rc.d"
}
trap leave EXIT
mount -t proc proc "$root/proc"
mount --bind /sys "$root/sys"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp --remove-destination /etc/resolv.conf "$root/etc/resolv.conf"
export ANSIBLE_CONFIG=$here/ansible/ansible.cfg
for run in $(seq "${RUNS:-1}"); do
  ansible-playbook -i "$root," -e ansible_connection=community.general.chroot -e "$EXTRA_VARS" "$here/ansible/site.yml" | tee "$WORK/converge-$run.log"
done
if [[ ${RUNS:-1} -gt 1 ]]; then grep -qE 'changed=0 .*failed=0' <(tail -3 "$WORK/converge-$RUNS.log") || { echo "the last run changed something" >&2; exit 1; }; fi
