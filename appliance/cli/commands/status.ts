import type { Command } from 'commander';
import type { Box } from '../../box';
import { table, tell, type CommandContext } from '../context';
import { askDatabase } from '../service/ask-database';

const UNITS = [
  ['nginx.service', 'console and API'],
  ['centrala-api@1.service', 'API'],
  ['centrala-telephony.service', 'telephony'],
  ['centrala-worker.service', 'jobs'],
  ['centrala-switch.service', 'switch'],
  ['centrala-simulator.service', 'simulated switch'],
  ['centrala-keycloak.service', 'sign-in'],
  ['redis-server.service', 'Redis'],
  ['strongswan.service', 'tunnels'],
] as const;

interface Part {
  readonly name: string;
  readonly unit: string;
  readonly state: string;
}

/** A unit whose conditions are not met (an image without FreeSWITCH) is absent and not ill. */
export async function partsOf(box: Box): Promise<readonly Part[]> {
  return Promise.all(
    UNITS.map(async ([unit, name]) => {
      const { out } = await box.run('systemctl', [
        'show',
        unit,
        '--property=ActiveState,ConditionResult,LoadState',
        '--value',
      ]);
      const words = out.trim().split('\n');
      const absent = words.includes('no') && words.includes('inactive');
      const state =
        words.includes('not-found') || absent
          ? 'absent'
          : (words.find((word) => ['active', 'activating', 'failed', 'inactive', 'deactivating'].includes(word)) ??
            'unknown');
      return { name, unit, state };
    }),
  );
}

export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description(
      'Which parts run, and which critical functions do not. Exit code 0: all is well; 1: not; 2: the machine has not been set up.',
    )
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: boolean }) => {
      const { box } = context;
      const setUp = box.exists('/var/lib/centrala/provisioning/done');
      const parts = await partsOf(box);
      // Without the database its part says so.
      const functionsOut = setUp ? await askDatabase(box, 'functionsOut').catch(() => []) : [];
      const runs = parts.every(({ state }) => state === 'active' || state === 'absent');
      const well = runs && functionsOut.length === 0;
      const status = !setUp ? 'not set up' : well ? 'ok' : 'degraded';
      tell(
        context,
        json,
        { status, parts, functionsOut },
        () =>
          `${status}\n${table([
            ...parts.map(({ name, unit, state }) => [state, name, unit]),
            ...functionsOut.map((name) => ['out', 'critical function', name]),
          ])}`,
      );
      context.exit(!setUp ? 2 : well ? 0 : 1);
    });
}
