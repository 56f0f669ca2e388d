import { X509Certificate } from 'node:crypto';
import { mustRun } from '../../../appliance/box';
import type { Step, StepContext } from '../step';
import { makeAuthority, issueServer } from '../authority';
import { postgresVersion } from './profile';

export const TLS = '/etc/centrala/tls';

/** The reporting database shows the console's certificate; its cluster reads files of its own group. */
const COPIES = [
  ['server.key', 'reporting.key', 0o640],
  ['server.pem', 'reporting.pem', 0o644],
] as const;

/** The house's own authority and a certificate for the console. The customer's own pair is left alone when it fits the name. */
export const certificatesStep: Step = {
  name: 'certificates',
  title: 'Certificates',
  check: async (context) =>
    fits(context) &&
    COPIES.every(([from, to]) => context.box.read(`${TLS}/${from}`) === context.box.read(`${TLS}/${to}`)),
  async apply(context) {
    const { box } = context;
    if (!fits(context)) issue(context);
    for (const [from, to, mode] of COPIES)
      box.write(`${TLS}/${to}`, box.read(`${TLS}/${from}`) ?? '', { mode, owner: 'root:postgres' });
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
  return certificate.checkHost(answers.hostName) !== undefined && Date.parse(certificate.validTo) > box.now();
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
