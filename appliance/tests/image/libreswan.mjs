import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, run, start, until } from '../support.mjs';
import { BOX, NAME } from './lan.mjs';
import { check, work } from './run.mjs';

const ADDRESS = '192.0.2.3';
const IDENTITY = 'libreswan.customer.test';
const KEY = 'another-long-pre-shared-key-9876543210';
const kept = join(work, 'cache', 'libreswan');

export const LIBRESWAN = {
  name: 'libreswan',
  enabled: true,
  remote: ADDRESS,
  localIdentity: NAME,
  remoteIdentity: IDENTITY,
  localAddress: BOX,
  remoteNetworks: ['10.20.2.0/24'],
  services: ['reporting-database'],
  authentication: { kind: 'pre-shared-key', key: KEY },
  initiate: false,
};

const CONF = `config setup
  logfile=/run/pluto.log
conn box
  keyexchange=ikev2
  authby=secret
  left=${ADDRESS}
  leftid=@${IDENTITY}
  leftsubnet=10.20.2.0/24
  leftsourceip=10.20.2.5
  leftprotoport=tcp/0
  right=${BOX}
  rightid=@${NAME}
  rightsubnet=${BOX}/32
  rightprotoport=tcp/5433
  ike=aes_gcm256-sha2_384-dh20
  esp=aes_gcm256
  auto=add
`;

/** All that this machine is for; what it says begins with PEER. */
const INIT = `#!/bin/bash
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t tmpfs tmpfs /run; mount -t tmpfs tmpfs /tmp
modprobe virtio_net; modprobe virtio_blk
mkdir -p /run/pluto /run/given && mount -o ro /dev/vdb /run/given && cp /run/given/ipsec.conf /run/given/ipsec.secrets /etc/ && chmod 600 /etc/ipsec.secrets
device=$(ls /sys/class/net | grep -v lo | head -1)
ip link set lo up; ip addr add 10.20.2.5/32 dev lo; ip addr add ${ADDRESS}/24 dev "$device"; ip link set "$device" up
ask() { PGPASSWORD=$(cat /run/given/password) PGCONNECT_TIMEOUT=20 psql -XqAt "host=${BOX} port=5433 user=bi_sales dbname=reporting sslmode=require" -c 'select count(*) from call' 2>&1 | tail -1; }
echo "PEER beside: $(ask)"
ipsec checknss >/dev/null 2>&1; ipsec _stackmanager start >/dev/null 2>&1
ipsec pluto --config /etc/ipsec.conf
for count in $(seq 60); do ipsec whack --status >/dev/null 2>&1 && break; sleep 1; done
ipsec add box
timeout 120 ipsec up box 2>&1 | sed 's/^/PEER ike: /'
echo "PEER through: $(ask)"
ipsec whack --trafficstatus | sed 's/^/PEER traffic: /'
ipsec down box >/dev/null 2>&1
echo "PEER after: $(ask)"
echo "PEER ends"
sync; echo o >/proc/sysrq-trigger; sleep 60
`;

/** A small Debian with libreswan, whose kernel has what IPsec needs; made once. */
export function buildPeer({ mirror, suite = 'trixie' }) {
  if (existsSync(join(kept, 'disk.fs'))) return;
  const making = `${kept}.new`;
  const root = join(making, 'root');
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const wanted = 'linux-image-amd64,initramfs-tools,libreswan,postgresql-client,iproute2,kmod,zstd';
  const args = ['-q', '--variant=minbase', `--include=${wanted}`, suite, root, `deb ${mirror} ${suite} main`];
  must('mmdebstrap', args, { withinMs: 1_200_000 });
  writeFileSync(join(root, 'peer'), INIT, { mode: 0o755 });
  must('sh', ['-c', `cp ${root}/boot/vmlinuz-* ${making}/kernel; cp ${root}/boot/initrd.img-* ${making}/initrd`]);
  must('mkfs.ext4', ['-q', '-d', root, join(making, 'disk.fs'), '2G'], { withinMs: 300_000 });
  rmSync(root, { recursive: true });
  rmSync(kept, { recursive: true, force: true });
  renameSync(making, kept);
}

/** A customer's gateway of another make, with a kernel of its own, opens the tunnel and asks. */
export async function checkLibreswan(password) {
  const folder = join(work, 'libreswan');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'given'), { recursive: true });
  const secrets = `@${IDENTITY} @${NAME} : PSK "${KEY}"\n`;
  for (const [name, text] of Object.entries({ 'ipsec.conf': CONF, 'ipsec.secrets': secrets, password }))
    writeFileSync(join(folder, 'given', name), text);
  must('mkfs.ext4', ['-q', '-d', join(folder, 'given'), join(folder, 'given.fs'), '4M']);
  must('ip', ['tuntap', 'add', 'libreswan', 'mode', 'tap']);
  must('ip', ['link', 'set', 'libreswan', 'master', 'wire', 'up']);
  const machine = start('qemu-system-x86_64', [
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '1', '-m', '768', '-display', 'none', '-serial', 'stdio'],
    ...['-no-reboot', '-kernel', join(kept, 'kernel'), '-initrd', join(kept, 'initrd'), '-append'],
    'root=/dev/vda rw init=/peer console=ttyS0 quiet audit=0',
    ...['-drive', `file=${join(kept, 'disk.fs')},format=raw,if=virtio,snapshot=on`],
    ...['-drive', `file=${join(folder, 'given.fs')},format=raw,if=virtio,readonly=on`],
    ...['-nic', 'tap,ifname=libreswan,script=no,downscript=no,model=virtio-net-pci,mac=52:54:00:12:34:57'],
  ]);
  try {
    await check('libreswan, another make with another kernel, opens a tunnel and asks through it alone', async () => {
      await until(() => /PEER ends/.test(machine.said()), { withinMs: 900_000, say: 'libreswan ends' }).catch(
        () => undefined,
      );
      const said = machine.said().replaceAll('\r', '');
      const of = (word) => new RegExp(`^PEER ${word}: (.*)$`, 'm').exec(said)?.[1];
      assert.equal(of('through'), '1', said.slice(-3_000));
      assert.match(of('beside') ?? '', /timeout/);
      assert.match(of('after') ?? '', /timeout/);
    });
  } finally {
    await machine.stop();
    run('ip', ['link', 'del', 'libreswan']);
  }
}
