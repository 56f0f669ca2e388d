import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto';
import forge from 'node-forge';

/** PEM texts. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

interface Making {
  readonly now: number;
  /** 16 random bytes. */
  readonly serial: Buffer;
}

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3_650;
/** Browsers refuse longer ones. */
const SERVER_DAYS = 397;

/** RSA of 3072 bits: forge signs no elliptic curves. Node draws the pair, which is many times faster than forge. */
function drawPair() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 3_072,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { key: privateKey, publicKey: forge.pki.publicKeyFromPem(publicKey) };
}

function unsigned({ now, serial }: Making, days: number, publicKey: forge.pki.rsa.PublicKey): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  // a leading zero bit keeps the number positive
  certificate.serialNumber = `0${serial.toString('hex').slice(1)}`;
  certificate.validity.notBefore = new Date(now - DAY_MS);
  certificate.validity.notAfter = new Date(now + days * DAY_MS);
  return certificate;
}

/** PKCS #1's words in front of a SHA-384 digest. */
const SHA384_PREFIX = Buffer.from('3041300d060960864801650304020205000430', 'hex');

/** Forge computes what is to be signed; Node does the exponentiation, for which forge takes seconds. */
const signer = (key: string): forge.pki.rsa.PrivateKey => {
  const sign = (digest: forge.md.MessageDigest): string => {
    const info = Buffer.concat([SHA384_PREFIX, Buffer.from(digest.digest().getBytes(), 'binary')]);
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info).toString('binary');
  };
  return { sign } as unknown as forge.pki.rsa.PrivateKey;
};

/** An authority that signs for itself, for ten years. */
export function makeAuthority({ name, ...making }: Making & { readonly name: string }): KeyPair {
  const { key, publicKey } = drawPair();
  const certificate = unsigned(making, AUTHORITY_DAYS, publicKey);
  // The typings say class where forge wants a type: a house's name may have letters of any language.
  const valueTagClass = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;
  const subject = [{ name: 'commonName', value: name, valueTagClass }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true, pathLenConstraint: 0 },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(signer(key), forge.md.sha384.create());
  return { certificate: forge.pki.certificateToPem(certificate), key };
}

/** Forge encodes letters when it writes a name and does not decode them when it reads one. */
const decoded = (field: forge.pki.CertificateField): forge.pki.CertificateField =>
  Number(field.valueTagClass) === Number(forge.asn1.Type.UTF8)
    ? { ...field, value: forge.util.decodeUtf8(String(field.value)) }
    : field;

/** A certificate for servers and for IKE peers under `names`; the first is its subject. */
export function issueServer(
  authority: KeyPair,
  { names, ...making }: Making & { readonly names: readonly string[] },
): KeyPair {
  const { key, publicKey } = drawPair();
  const certificate = unsigned(making, SERVER_DAYS, publicKey);
  const parent = forge.pki.certificateFromPem(authority.certificate);
  certificate.setSubject([{ name: 'commonName', value: names[0] ?? '' }]);
  certificate.setIssuer(parent.subject.attributes.map(decoded));
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(signer(authority.key), forge.md.sha384.create());
  return { certificate: forge.pki.certificateToPem(certificate), key };
}
