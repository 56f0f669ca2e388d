import { mustRun } from '../../../appliance/box';
import { CREDENTIALS } from './secrets';
import type { Step } from '../step';

export const ACTIVATION = '/var/lib/centrala/provisioning/activation-link';

/** The first person who can sign in. The link stands on the console and in a file of root's until it was used. */
export const administratorStep: Step = {
  name: 'administrator',
  title: 'First administrator',
  check: async ({ box }) => box.exists(ACTIVATION),
  async apply({ box, answers: { administrator, domain }, say }) {
    const args = [
      `${administrator.login}@${domain}`,
      administrator.email,
      administrator.firstName,
      administrator.lastName,
    ];
    const settings = Object.fromEntries(
      (box.read('/etc/centrala/backend.env') ?? '')
        .split('\n')
        .map((line) => /^([A-Z_]+)="(.*)"$/.exec(line))
        .filter((match) => match !== null)
        .map(([, key, value]) => [key, value]),
    ) as Record<string, string>;
    const out = await mustRun(
      box,
      '/opt/centrala/current/bin/node',
      ['dist/backend/src/seed/first-administrator.js', ...args],
      {
        cwd: '/opt/centrala/current',
        timeoutMs: 300_000,
        // the folder is root's own; the process reads its secrets from there as services do
        env: { ...settings, NODE_ENV: 'production', CREDENTIALS_DIRECTORY: CREDENTIALS },
      },
    );
    const link = /^ACTIVATE (.*)$/m.exec(out)?.[1];
    const { url } = link ? (JSON.parse(link) as { url: string }) : { url: 'the administrator is active' };
    box.write(ACTIVATION, `${url}\n`, { mode: 0o600 });
    say(`  ${url}`);
  },
  async undo({ box }) {
    box.remove(ACTIVATION);
  },
};
