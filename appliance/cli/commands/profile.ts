import type { Command } from 'commander';
import { readHardware } from '../../box';
import { PROFILES, preflight, profileNames, settingsFiles, sizingOf, type ProfileName } from '../../profiles';
import { table, tell, type CommandContext } from '../context';

const nameOf = (given: string): ProfileName => {
  const found = profileNames.find((each) => each === given);
  if (!found) throw new Error(`There is no profile ${given}; there are: ${profileNames.join(', ')}`);
  return found;
};

export function addProfile(program: Command, context: CommandContext): void {
  const profile = program
    .command('profile')
    .description('Sizes of the engines: mini (15 agents), medium (30), max (130)');
  profile
    .command('show')
    .description('What a profile needs and gives to each engine')
    .argument('[name]', 'mini, medium or max; the one in force when left out')
    .option('--json', 'for programs')
    .action((given: string | undefined, { json }: { json?: boolean }) => {
      const name = nameOf(given ?? inForce(context) ?? 'mini');
      const sizing = sizingOf(PROFILES[name]);
      tell(context, json, sizing, () =>
        Object.entries(sizing)
          .filter(([part]) => part !== 'profile')
          .map(
            ([part, values]) =>
              `${part}\n${table(Object.entries(values as object).map(([key, value]) => ['', key, JSON.stringify(value)]))}`,
          )
          .join('\n'),
      );
    });
  profile
    .command('apply')
    .description('Writes the sizes of a profile; refuses a machine that is too small')
    .argument('[name]', 'mini, medium or max; the one in force when left out')
    .option('--restart', 'restart the engines now (calls in progress are not ended; sign-ins wait some seconds)')
    .action(async (given: string | undefined, { restart }: { restart?: boolean }) => {
      await apply(nameOf(given ?? inForce(context) ?? ''), restart === true, context);
    });
}

export function addPreflight(program: Command, context: CommandContext): void {
  program
    .command('preflight')
    .description('Whether this machine carries a profile. Exit code 1 when it does not.')
    .argument('[name]', 'mini, medium or max; all of them when left out')
    .option('--json', 'for programs')
    .action(async (given: string | undefined, { json }: { json?: boolean }) => {
      const hardware = await readHardware(context.box);
      const names = given ? [nameOf(given)] : profileNames;
      const results = names.map((name) => ({ name, findings: preflight(sizingOf(PROFILES[name]), hardware) }));
      tell(context, json, { hardware, results }, () =>
        results
          .map(
            ({ name, findings }) =>
              `${name}: ${findings.map(({ severity, has, needs }) => `${severity}: ${has}, needed ${needs}`).join('; ') || 'fits'}`,
          )
          .join('\n'),
      );
      const refused = results.filter(({ findings }) => findings.some(({ severity }) => severity === 'refusal'));
      context.exit(refused.length === results.length ? 1 : 0);
    });
}

const inForce = ({ box }: CommandContext): string | undefined =>
  /^CENTRALA_PROFILE=(\w+)$/m.exec(box.read('/etc/centrala/profile.env') ?? '')?.[1];

async function apply(name: ProfileName, restart: boolean, { box, out }: CommandContext): Promise<void> {
  const sizing = sizingOf(PROFILES[name]);
  const refusals = preflight(sizing, await readHardware(box)).filter(({ severity }) => severity === 'refusal');
  if (refusals.length > 0)
    throw new Error(refusals.map(({ has, needs }) => `this machine has ${has}; ${name} needs ${needs}`).join('\n'));
  const version = Math.max(...box.list('/usr/lib/postgresql').map(Number), 15);
  const changed = settingsFiles(sizing, version).filter(({ path, content }) => box.read(path) !== content);
  for (const { path, content } of changed) box.write(path, content);
  out(changed.length === 0 ? 'no change' : changed.map(({ path }) => `written ${path}`).join('\n'));
  if (!restart || changed.length === 0) return;
  await box.run('systemctl', ['daemon-reload']);
  for (const unit of [
    `postgresql@${version}-main`,
    `postgresql@${version}-reporting`,
    'redis-server',
    'centrala-worker',
    'centrala-api@1',
    'centrala-telephony',
  ])
    await box.run('systemctl', ['try-restart', `${unit}.service`], { timeoutMs: 120_000 });
  out('restarted');
}
