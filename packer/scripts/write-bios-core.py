"""Puts GRUB's BIOS loader into a disk image: boot.img into the first sector, core.img into the BIOS boot partition.

grub-bios-setup does the same on a block device; here there is only a file. Usage: disk boot.img core.img
"""

import struct
import sys

SECTOR = 512
CORE_AT = 2048  # sector of the BIOS boot partition (1 MiB)
KERNEL_SECTOR = slice(0x5C, 0x64)  # where boot.img keeps the place of the core's first sector
DRIVE_CHECK = slice(0x66, 0x68)  # a jump that trusts the BIOS's drive number; two NOPs on hard disks
FIRST_BLOCKLIST = slice(500, 512)  # end of the core's first sector: where its rest lies
LOAD_SEGMENT = 0x820
BOOT_CODE = 440  # bytes before the disk's signature and its partition table


def main(disk_path, boot_path, core_path):
    with open(boot_path, "rb") as file:
        boot = bytearray(file.read(SECTOR))
    with open(core_path, "rb") as file:
        core = bytearray(file.read())
    boot[KERNEL_SECTOR] = struct.pack("<Q", CORE_AT)
    boot[DRIVE_CHECK] = b"\x90\x90"
    sectors = -(-len(core) // SECTOR)
    core += bytes(sectors * SECTOR - len(core))
    core[FIRST_BLOCKLIST] = struct.pack("<QHH", CORE_AT + 1, sectors - 1, LOAD_SEGMENT)
    if sectors > 2048:
        raise SystemExit("the core does not fit into its partition")
    with open(disk_path, "r+b") as disk:
        disk.write(boot[:BOOT_CODE])
        disk.seek(CORE_AT * SECTOR)
        disk.write(core)


if __name__ == "__main__":
    main(*sys.argv[1:])
