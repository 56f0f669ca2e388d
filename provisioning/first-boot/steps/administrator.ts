import { runBackend } from '../../backend-program';
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
    const out = await runBackend(box, 'seed/first-administrator', args);
    const link = /^ACTIVATE (.*)$/m.exec(out)?.[1];
    const { url } = link ? (JSON.parse(link) as { url: string }) : { url: 'the administrator is active' };
    box.write(ACTIVATION, `${url}\n`, { mode: 0o600 });
    say(`  ${url}`);
  },
  async undo({ box }) {
    box.remove(ACTIVATION);
  },
};
