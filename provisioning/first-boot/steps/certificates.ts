import { X509Certificate } from 'node:crypto';
import { mustRun, type Box } from '../../../appliance/box';
import type { Step, StepContext } from '../step';
import { makeAuthority, issueServer } from '../authority';
import { postgresVersion } from './profile';

export const TLS = '/etc/centrala/tls';

/** The reporting database shows the console's certificate; its cluster reads files of its own group. */
const COPIES = [
  ['server.key', 'reporting.key', 0o640],
  ['server.pem', 'reporting.pem', 0o644],
] as const;

/** Tunnels by certificate show the same; a pair of the customer's own for them is left alone. */
const VPN_COPIES = [
  ['server.key', '/etc/swanctl/private/centrala.key', 0o600],
  ['server.pem', '/etc/swanctl/x509/centrala.pem', 0o644],
] as const;

/** A certificate of the house's own is made anew so long before its end; a timer looks each day. */
const RENEW_MS = 30 * 86_400_000;

/** The house's own authority and a certificate for the console. The customer's own pair is left alone when it fits the name. */
export const certificatesStep: Step = {
  name: 'certificates',
  title: 'Certificates',
  check: async (context) =>
    fits(context) &&
    COPIES.every(([from, to]) => context.box.read(`${TLS}/${from}`) === context.box.read(`${TLS}/${to}`)) &&
    (!isVpnOurs(context) ||
      VPN_COPIES.every(([from, to]) => context.box.read(`${TLS}/${from}`) === context.box.read(to))),
  async apply(context) {
    const { box } = context;
    if (!fits(context)) issue(context);
    for (const [from, to, mode] of COPIES)
      box.write(`${TLS}/${to}`, box.read(`${TLS}/${from}`) ?? '', { mode, owner: 'root:postgres' });
    if (isVpnOurs(context)) {
      for (const [from, to, mode] of VPN_COPIES) box.write(to, box.read(`${TLS}/${from}`) ?? '', { mode });
      await box.run('swanctl', ['--load-creds', '--noprompt']); // no daemon yet at the first set-up: it reads them when it starts
    }
    const cluster = `postgresql@${postgresVersion(context)}-reporting.service`;
    await mustRun(box, 'systemctl', ['try-reload-or-restart', 'nginx.service', cluster]);
  },
  async undo({ box }) {
    for (const file of ['server.pem', 'server.key']) box.remove(`${TLS}/${file}`);
  },
};

function fits({ box, answers }: StepContext): boolean {
  const server = box.read(`${TLS}/server.pem`);
  if (!server || !box.read(`${TLS}/server.key`)) return false;
  const certificate = new X509Certificate(server);
  const least = box.now() + (isOurs(box, server) ? RENEW_MS : 0);
  return certificate.checkHost(answers.hostName) !== undefined && Date.parse(certificate.validTo) > least;
}

/** Whether the house's own authority has signed it. */
function isOurs(box: Box, pem: string): boolean {
  const authority = box.read(`${TLS}/authority.pem`);
  return authority !== undefined && new X509Certificate(pem).verify(new X509Certificate(authority).publicKey);
}

function isVpnOurs({ box }: StepContext): boolean {
  const kept = box.read(VPN_COPIES[1][1]);
  return kept === undefined || isOurs(box, kept);
}

function issue(context: StepContext): void {
  const { box, answers } = context;
  const authority = ownAuthority(context);
  const { certificate, key } = issueServer(authority, {
    names: [answers.hostName],
    now: box.now(),
    serial: box.random(16),
  });
  box.write(`${TLS}/server.key`, key, { mode: 0o600 });
  box.write(`${TLS}/server.pem`, `${certificate}${authority.certificate}`);
}

function ownAuthority({ box, answers, say }: StepContext) {
  const [certificate, key] = [box.read(`${TLS}/authority.pem`), box.read(`${TLS}/authority.key`)];
  if (certificate && key) return { certificate, key };
  say('  an authority of this house is made; browsers trust it once authority.pem is imported');
  const made = makeAuthority({ name: `${answers.name} (${answers.hostName})`, now: box.now(), serial: box.random(16) });
  box.write(`${TLS}/authority.key`, made.key, { mode: 0o600 });
  box.write(`${TLS}/authority.pem`, made.certificate);
  return made;
}
