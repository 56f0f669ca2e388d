import type { Command } from 'commander';
import { runBackend } from '../../../provisioning';
import type { CommandContext } from '../context';
import { differencesOf } from './differences';

/** What was in force before the last change. */
const BEFORE = '/var/lib/centrala/provisioning/platform.before.json';

/** By kind and name; null: there is to be none. */
type Things = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Applied {
  readonly saved: readonly string[];
  readonly kept: readonly string[];
  readonly refused: { readonly what: string; readonly because: string } | null;
  readonly left: readonly string[];
}

/** `centrala config platform …`: queues, skills, trunks and all else that is set in the console. */
export function addPlatformConfig(config: Command, context: CommandContext): void {
  const { box, out } = context;
  const platform = config.command('platform').description('What is set in the console, as text; secrets are not in it');
  const inForce = async (): Promise<Things> =>
    JSON.parse(await runBackend(box, 'support', ['configuration', 'read'])) as Things;
  const read = (file: string, missing = `There is no file ${file}`): Things => {
    const text = box.read(file);
    if (text === undefined) throw new Error(missing);
    return JSON.parse(text) as Things;
  };
  const keep = (things: Things) => box.write(BEFORE, `${JSON.stringify(things, null, 2)}\n`, { mode: 0o600 });
  platform
    .command('export')
    .description('Prints what is in force, as JSON')
    .action(async () => out(JSON.stringify(await inForce(), null, 2)));
  platform
    .command('diff')
    .description('What a file would change; exit code 1 when it would')
    .argument('<file>')
    .action(async (file: string) => {
      const now = await inForce();
      const lines = differencesOf(now, withoutAbsent(read(file), now));
      out(lines.length === 0 ? 'no difference' : lines.join('\n'));
      context.exit(lines.length === 0 ? 0 : 1);
    });
  platform
    .command('apply')
    .description('Saves each thing that differs from a file, takes away what is null; a refusal puts all back')
    .argument('<file>')
    .action((file: string) => apply(read(file)));
  platform
    .command('rollback')
    .description('Puts in force again what was before the last apply or rollback')
    .action(() => apply(read(BEFORE, 'Nothing was applied here: there is nothing to go back to')));
  const apply = async (wanted: Things): Promise<void> => {
    const before = await inForce();
    // Kept first: whatever stops the work, the way back is there.
    keep(before);
    const input = JSON.stringify(wanted);
    const { saved, kept, refused, left } = JSON.parse(
      await runBackend(box, 'support', ['configuration', 'apply'], { input }),
    ) as Applied;
    keep(withNone(before, saved));
    for (const what of kept) out(`not in the file, stays: ${what}`);
    for (const what of left) out(`stays as the file has it: ${what}`);
    if (refused) throw new Error(`${refused.what}: ${refused.because}; what was saved before it is put back`);
    out(saved.length === 0 ? 'no change' : `done: ${saved.join(', ')}`);
  };
}

/** The way back from what was new: it is to be taken away again. */
function withNone(before: Things, saved: readonly string[]): Things {
  const all: Record<string, Record<string, unknown>> = structuredClone(before);
  for (const what of saved) {
    const [kind = '', name = ''] = what.split(/\/(.*)/s);
    (all[kind] ??= {})[name] ??= null;
  }
  return all;
}

/** What is to be taken away and is not there makes no difference. */
const withoutAbsent = (wanted: Things, inForce: Things): Things =>
  Object.fromEntries(
    Object.entries(wanted).map(([kind, named]) => [
      kind,
      Object.fromEntries(
        Object.entries(named).filter(([name, each]) => each !== null || name in (inForce[kind] ?? {})),
      ),
    ]),
  );
