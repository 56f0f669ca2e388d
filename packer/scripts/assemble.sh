#!/bin/bash
# Makes a bootable disk of $WORK/root at $OUT/$NAME.raw, wholly in files: no loop devices, no device mapper, no mounts of
# other file systems. BIOS and UEFI. The root partition is 32 MiB larger than its file system: LUKS2's header goes there.
set -euo pipefail
: "${WORK:?}" "${OUT:?}" "${NAME:?}" "${ROOT_MB:?}"
root=$WORK/root
parts=$WORK/parts
rm -rf "$parts"
mkdir -p "$parts" "$OUT"
uuid() { cat /proc/sys/kernel/random/uuid; }
boot_uuid=$(uuid) root_uuid=$(uuid) luks_uuid=$(uuid)
esp_id=$(od -An -N4 -tx4 /dev/urandom | tr -d ' ' | tr a-f A-F)
BOOT_MB=512 ESP_MB=64

leave() { for mount in dev sys proc; do umount -l "$root/$mount" 2>/dev/null || true; done; }
trap leave EXIT

cat >"$root/etc/fstab" <<END
UUID=$root_uuid / ext4 defaults,errors=remount-ro,x-systemd.growfs 0 1
UUID=$boot_uuid /boot ext4 defaults,nosuid,nodev,nofail,x-systemd.device-timeout=5min 0 2
UUID=${esp_id:0:4}-${esp_id:4:4} /boot/efi vfat umask=0077,nofail,x-systemd.device-timeout=5min 0 1
END
echo "cryptroot UUID=$luks_uuid none luks,discard,initramfs,keyscript=/usr/libexec/centrala/disk-key" >"$root/etc/crypttab"
printf 'luks_uuid=%s\npbkdf_memory=%s\n' "$luks_uuid" "${PBKDF_MEMORY:-524288}" >"$root/etc/centrala/disk.conf"
echo centrala >"$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 centrala\n::1 localhost\n' >"$root/etc/hosts"
: >"$root/etc/machine-id"
rm -f "$root"/etc/ssh/ssh_host_* "$root/var/lib/systemd/random-seed" "$root/var/lib/dbus/machine-id"
ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"

mount -t proc proc "$root/proc"
mount --bind /sys "$root/sys"
mount --bind /dev "$root/dev"
chroot "$root" update-initramfs -u >"$WORK/initramfs.log" 2>&1 || { cat "$WORK/initramfs.log" >&2; exit 1; }
chroot "$root" apt-get clean
kernel=$(find "$root/boot" -name 'vmlinuz-*' -printf '%f\n' | sort -V | tail -1)
kernel=${kernel#vmlinuz-}

# boot partition with grub's two cores
mkdir -p "$parts/boot/grub" "$root/boot/efi"
cp -a "$root/boot/vmlinuz-$kernel" "$root/boot/initrd.img-$kernel" "$root/boot/config-$kernel" "$parts/boot/"
cp -r "$root/usr/lib/grub/i386-pc" "$root/usr/lib/grub/x86_64-efi" "$parts/boot/grub/"
find "$parts/boot/grub" \( -name '*.image' -o -name '*.exec' -o -name '*.module' \) -delete
cat >"$parts/boot/grub/grub.cfg" <<END
serial --unit=0 --speed=115200
terminal_input console serial
terminal_output console serial
set timeout=2
menuentry Centrala {
  search --no-floppy --fs-uuid --set=root $boot_uuid
  linux /vmlinuz-$kernel root=/dev/mapper/cryptroot ro luks.crypttab=no console=tty0 console=ttyS0,115200 audit=1 audit_backlog_limit=8192 apparmor=1 security=apparmor
  initrd /initrd.img-$kernel
}
END
# shellcheck disable=SC2016
printf 'search.fs_uuid %s root\nset prefix=($root)/grub\n' "$boot_uuid" >"$root/tmp/early.cfg"
modules="part_gpt part_msdos ext2 fat search search_fs_uuid normal configfile linux echo serial terminal test ls boot minicmd"
# shellcheck disable=SC2086
chroot "$root" grub-mkimage -O i386-pc -p /grub -c /tmp/early.cfg -o /tmp/core.img biosdisk $modules
# shellcheck disable=SC2086
chroot "$root" grub-mkimage -O x86_64-efi -p /grub -c /tmp/early.cfg -o /tmp/BOOTX64.EFI efi_gop all_video $modules
mv "$root/tmp/core.img" "$root/tmp/BOOTX64.EFI" "$parts/"
rm -f "$root/tmp/early.cfg"
leave

# file systems out of folders
truncate -s ${ESP_MB}M "$parts/esp.fs"
mkfs.vfat -F32 -n ESP -i "$esp_id" "$parts/esp.fs" >/dev/null
mmd -i "$parts/esp.fs" ::/EFI ::/EFI/BOOT
mcopy -i "$parts/esp.fs" "$parts/BOOTX64.EFI" ::/EFI/BOOT/
truncate -s ${BOOT_MB}M "$parts/boot.fs"
mkfs.ext4 -q -L boot -U "$boot_uuid" -d "$parts/boot" "$parts/boot.fs"
mkdir "$parts/empty" "$parts/kept"
mv "$root/boot" "$parts/kept/boot"
mkdir -p "$root/boot/efi"
truncate -s "${ROOT_MB}M" "$parts/root.fs"
mkfs.ext4 -q -L root -U "$root_uuid" -d "$root" "$parts/root.fs"
rm -rf "${root:?}/boot"
mv "$parts/kept/boot" "$root/boot"

# the disk: a table, the file systems at their places, and the BIOS core
root_at=$((2 + ESP_MB + BOOT_MB))
disk=$OUT/$NAME.raw
rm -f "$disk"
truncate -s $((root_at + ROOT_MB + 32 + 2))M "$disk"
sfdisk -q "$disk" <<END
label: gpt
start=1MiB, size=1MiB, type=21686148-6449-6E6F-744E-656564454649, name=bios
start=2MiB, size=${ESP_MB}MiB, type=U, name=esp
start=$((2 + ESP_MB))MiB, size=${BOOT_MB}MiB, type=L, name=boot
start=${root_at}MiB, size=$((ROOT_MB + 32))MiB, type=CA7D7CCB-63ED-4C53-861C-1742536059CC, name=root
END
put() { dd if="$1" of="$disk" bs=1M seek="$2" conv=notrunc,sparse status=none; }
put "$parts/esp.fs" 2
put "$parts/boot.fs" $((2 + ESP_MB))
put "$parts/root.fs" $root_at
python3 "$(dirname "${BASH_SOURCE[0]}")/write-bios-core.py" "$disk" "$root/usr/lib/grub/i386-pc/boot.img" "$parts/core.img"
rm -rf "$parts"
echo "$disk: $(du -h "$disk" | cut -f1)"
