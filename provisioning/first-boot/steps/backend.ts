import { mustRun } from '../../../appliance/box';
import type { Answers } from '../answers';
import { filesStep } from '../files-step';
import { hasKeycloak, KEYCLOAK } from './keycloak';

/** Settings of the backend that are no secrets (those are credentials). */
export function backendEnvironment(
  answers: Answers,
  { withSwitch, withKeycloak }: { readonly withSwitch: boolean; readonly withKeycloak: boolean },
): string {
  const settings: Readonly<Record<string, string>> = {
    CENTRALA_PUBLIC_URL: `https://${answers.hostName}`,
    CENTRALA_NAME: answers.name,
    CENTRALA_DOMAIN: answers.domain,
    CENTRALA_NODE: answers.hostName.split('.')[0] ?? 'node-1',
    CENTRALA_MANAGEMENT_NETWORKS: ['127.0.0.0/8', '::1/128', ...answers.managementNetworks].join(','),
    CENTRALA_CONSOLE_DIRECTORY: '/opt/centrala/current/dist/frontend/console',
    CENTRALA_FILES_DIRECTORY: '/var/lib/centrala/files',
    CENTRALA_RECORDINGS_DIR: '/var/lib/centrala/recordings',
    CENTRALA_PROMPTS_DIR: '/var/lib/centrala/prompts',
    CENTRALA_MAIL_OUTBOX: '/var/lib/centrala/mail-outbox',
    CENTRALA_REPORTING_PORT: '5433',
    CENTRALA_SWITCH_TRUNKS_DIR: '/var/lib/centrala/switch/trunks',
    CENTRALA_PHONE_WEBSOCKET_URL: `wss://${answers.hostName}/sip`,
    CENTRALA_SWITCH_MODE: withSwitch ? 'freeswitch' : 'simulated',
    CENTRALA_SWITCH_DOMAIN: answers.hostName,
    ...(withKeycloak && {
      CENTRALA_IDENTITY: 'keycloak',
      CENTRALA_KEYCLOAK_URL: `https://${answers.hostName}`,
      CENTRALA_KEYCLOAK_INTERNAL_URL: KEYCLOAK,
    }),
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\n`)
    .join('');
}

export const backendStep = filesStep({
  name: 'backend',
  title: 'Settings of the platform',
  files: ({ box, answers }) => [
    {
      path: '/etc/centrala/backend.env',
      content: backendEnvironment(answers, {
        withSwitch: box.exists('/opt/freeswitch/bin/freeswitch'),
        withKeycloak: hasKeycloak({ box }),
      }),
      mode: 0o640,
      owner: 'root:centrala',
    },
  ],
  announce: async ({ box }) => {
    await mustRun(box, 'systemctl', ['daemon-reload']);
  },
});
