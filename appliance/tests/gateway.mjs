import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, start } from './support.mjs';

const PARTS = 'conf.d x509 x509ca private rsa ecdsa pkcs8 pkcs12 x509aa x509ac x509crl x509ocsp pubkey bliss'.split(
  ' ',
);
/** Packets of IKE are marked, so that they are not led into the tunnel that they make. */
const MARK = '0x42';

/** Plugins of a charon whose host has no IPsec in its kernel. */
export const USERSPACE_ESP = `    kernel-libipsec {
      load = yes
      allow_peer_ts = yes
    }
    kernel-netlink {
      fwmark = !${MARK}
    }
    socket-default {
      fwmark = ${MARK}
    }
`;

/**
 * A strongSwan with a configuration and a socket of its own, in a network namespace. Packets come out of its userspace ESP,
 * since a host's kernel need not have IPsec.
 */
export class Gateway {
  constructor(folder, namespace) {
    Object.assign(this, { folder, namespace });
    for (const part of PARTS) mkdirSync(join(folder, 'swanctl', part), { recursive: true });
    writeFileSync(
      join(folder, 'strongswan.conf'),
      `charon-systemd {
  load = random nonce openssl aes sha2 hmac kdf gcm pem pkcs1 pkcs8 x509 pubkey constraints revocation curve25519 drbg kernel-libipsec kernel-netlink socket-default vici
  retransmit_tries = 1
  plugins {
    vici {
      socket = unix://${join(folder, 'vici')}
    }
${USERSPACE_ESP}  }
}
`,
    );
  }

  get environment() {
    return { STRONGSWAN_CONF: join(this.folder, 'strongswan.conf'), SWANCTL_DIR: join(this.folder, 'swanctl') };
  }

  write = (name, content) => writeFileSync(join(this.folder, 'swanctl', name), content, { mode: 0o600 });

  start() {
    this.daemon = start('ip', ['netns', 'exec', this.namespace, 'charon-systemd'], { env: this.environment });
    return this.daemon;
  }

  swanctl = (...args) =>
    run('swanctl', [...args, '--uri', `unix://${join(this.folder, 'vici')}`], {
      env: this.environment,
      withinMs: 130_000,
    });
}
