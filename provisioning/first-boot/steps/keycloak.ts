import { createHash } from 'node:crypto';
import { mustRun } from '../../../appliance/box';
import { runKeycloakRealm } from '../../backend-program';
import type { Step, StepContext } from '../step';
import { databaseOf, psql, roleAndPassword } from './databases';
import { passwordOf } from './secrets';

const CONFIGURATION = '/etc/centrala/keycloak.conf';
const MARK = '/var/lib/centrala/provisioning/realm';
/** It starts in 20 s; under load, or on an emulated processor, in minutes. */
const STARTS_WITHIN_S = 900;

/** Whether the image has Keycloak; without it the embedded provider signs people in. */
export const hasKeycloak = ({ box }: Pick<StepContext, 'box'>): boolean => box.exists('/opt/keycloak/bin/kc.sh');

const configurationOf = ({ box, answers: { hostName } }: StepContext): string => `# Written by the set-up.
cache=local
db-url=jdbc:postgresql://127.0.0.1:5432/keycloak
db-username=keycloak
db-password=${passwordOf(box, 'KEYCLOAK_DATABASE_PASSWORD')}
http-enabled=true
http-host=127.0.0.1
http-port=8080
hostname=https://${hostName}
proxy-headers=xforwarded
proxy-trusted-addresses=127.0.0.1
bootstrap-admin-username=root-admin
bootstrap-admin-password=${passwordOf(box, 'CENTRALA_KEYCLOAK_ADMIN_PASSWORD')}
`;

/** Of another release as of another name: either applies the realm anew. */
const markOf = (context: StepContext): string =>
  `${createHash('sha256')
    .update(configurationOf(context) + (context.box.read('/opt/centrala/current/package.json') ?? ''))
    .digest('hex')}\n`;

/** Keycloak with a database of its own, and Centrala's realm in it; nothing on an image that has none. */
export const keycloakStep: Step = {
  name: 'keycloak',
  title: 'Sign-in (Keycloak)',
  check: async (context) =>
    !hasKeycloak(context) ||
    (context.box.read(CONFIGURATION) === configurationOf(context) && context.box.read(MARK) === markOf(context)),
  async apply(context) {
    const { box, answers, say } = context;
    const password = passwordOf(box, 'KEYCLOAK_DATABASE_PASSWORD');
    await psql(box, 5432, 'postgres', roleAndPassword('keycloak', password) + databaseOf('keycloak', 'keycloak'));
    box.write(CONFIGURATION, configurationOf(context), { mode: 0o600 });
    await mustRun(box, 'systemctl', ['restart', 'centrala-keycloak.service'], { timeoutMs: 120_000 });
    const patience = ['--retry', String(STARTS_WITHIN_S), '--retry-delay', '1', '--retry-max-time'];
    await mustRun(
      box,
      'curl',
      [
        '-sf',
        '-o',
        '/dev/null',
        ...patience,
        String(STARTS_WITHIN_S),
        '--retry-all-errors',
        `${KEYCLOAK}/realms/master`,
      ],
      { timeoutMs: (STARTS_WITHIN_S + 60) * 1_000 },
    );
    say('  Keycloak runs');
    await runKeycloakRealm(box, { keycloak: KEYCLOAK, console: `https://${answers.hostName}` });
    box.write(MARK, markOf(context), { mode: 0o600 });
  },
  async undo({ box }) {
    // its database stays: every statement and the realm ask first
    for (const path of [CONFIGURATION, MARK]) box.remove(path);
  },
};

/** Where the backend reaches it. */
export const KEYCLOAK = 'http://127.0.0.1:8080';
