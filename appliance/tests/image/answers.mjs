import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../support.mjs';
import { BOX, HERE, NAME } from './lan.mjs';

/** Keys of the support staff in `folder`. */
export function drawKeys(folder) {
  const sshKey = join(folder, 'id');
  if (!existsSync(sshKey)) must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', sshKey]);
  return { sshKey, sshPublic: readFileSync(`${sshKey}.pub`, 'utf8').trim() };
}

/** What the person who sets the box up decides. */
export function answersOf({ sshPublic }) {
  const { publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 3072,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return {
    profile: 'mini',
    hostName: NAME,
    domain: 'example.com',
    network: { mode: 'static', address: `${BOX}/24`, gateway: HERE, nameServers: [HERE] },
    managementNetworks: [`${HERE}/32`],
    administrator: { login: 'admin', email: 'admin@example.com', firstName: 'Anna', lastName: 'Nowak' },
    recoverySeal: publicKey,
    supportKeys: [sshPublic],
  };
}
