import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { md as digests, pki } from 'node-forge';

const DAY_MS = 86_400_000;

/** A self-signed certificate with its key as one PEM file: for secure WebSockets and for the keys of encrypted audio. */
export function selfSignedPem(domain: string, now: number, days = 3650): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  // A leading zero keeps the number positive.
  certificate.serialNumber = `00${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(now - DAY_MS);
  certificate.validity.notAfter = new Date(now + days * DAY_MS);
  const name = [
    { name: 'commonName', value: domain },
    { name: 'organizationName', value: 'Centrala' },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    { name: 'subjectAltName', altNames: [isIP(domain) ? { type: 7, ip: domain } : { type: 2, value: domain }] },
  ]);
  const key = pki.privateKeyFromPem(privateKey);
  certificate.sign(key, digests.sha256.create());
  return `${pki.certificateToPem(certificate)}${privateKey}`;
}
