import { X509Certificate } from 'node:crypto';
import { mustRun } from '../../../appliance/box';
import type { Step, StepContext } from '../step';
import { makeAuthority, issueServer } from '../authority';

export const TLS = '/etc/centrala/tls';

/** The house's own authority and a certificate for the console. The customer's own pair is left alone when it fits the name. */
export const certificatesStep: Step = {
  name: 'certificates',
  title: 'Certificates',
  async check({ box, answers }) {
    const server = box.read(`${TLS}/server.pem`);
    if (!server || !box.read(`${TLS}/server.key`)) return false;
    const certificate = new X509Certificate(server);
    return certificate.checkHost(answers.hostName) !== undefined && Date.parse(certificate.validTo) > box.now();
  },
  async apply(context) {
    const { box, answers } = context;
    const authority = ownAuthority(context);
    const { certificate, key } = issueServer(authority, {
      names: [answers.hostName],
      now: box.now(),
      serial: box.random(16),
    });
    box.write(`${TLS}/server.key`, key, { mode: 0o600 });
    box.write(`${TLS}/server.pem`, `${certificate}${authority.certificate}`);
    await mustRun(box, 'systemctl', ['try-reload-or-restart', 'nginx.service']);
  },
  async undo({ box }) {
    for (const file of ['server.pem', 'server.key']) box.remove(`${TLS}/${file}`);
  },
};

function ownAuthority({ box, answers, say }: StepContext) {
  const [certificate, key] = [box.read(`${TLS}/authority.pem`), box.read(`${TLS}/authority.key`)];
  if (certificate && key) return { certificate, key };
  say('  an authority of this house is made; browsers trust it once authority.pem is imported');
  const made = makeAuthority({ name: `${answers.name} (${answers.hostName})`, now: box.now(), serial: box.random(16) });
  box.write(`${TLS}/authority.key`, made.key, { mode: 0o600 });
  box.write(`${TLS}/authority.pem`, made.certificate);
  return made;
}
