import type { Command } from 'commander';
import { mustRun, type Box } from '../../box';
import { tell, type CommandContext } from '../context';
import { beginUpdate, ofOffer } from '../update/begin';
import { checkBundle, keepBundle } from '../update/bundle';
import { carryOut } from '../update/carry-out';
import { UpdateRefused } from '../update/manifest';
import { folderOf, versionInForce } from '../update/releases';
import { readUpdate } from '../update/state';

const FOLLOW_SECONDS = 2;

interface Times {
  readonly drainWithin: string;
  readonly watch: string;
}

const minutesOf = (times: Times): { drainMinutes: number; watchMinutes: number } => {
  for (const value of [times.drainWithin, times.watch])
    if (!/^[1-9]\d{0,3}$/.test(value)) throw new Error('--drain-within and --watch take minutes, 1 or more');
  return { drainMinutes: Number(times.drainWithin), watchMinutes: Number(times.watch) };
};

/** Says what happens until it has ended; 0 when it went as was wanted. */
async function follow({ box, out, exit }: CommandContext): Promise<void> {
  for (let told = 0; ;) {
    const state = readUpdate(box);
    if (!state) return;
    for (const { text } of state.log.slice(told)) out(text);
    told = state.log.length;
    if (state.phase === 'ended') return exit(state.outcome === 'kept' ? 0 : 1);
    await mustRun(box, 'sleep', [String(FOLLOW_SECONDS)]);
  }
}

function refuseWhileUnderWay(box: Box): void {
  const state = readUpdate(box);
  if (state && state.phase !== 'ended')
    throw new UpdateRefused(`The update to ${state.to} is under way: centrala update state`);
}

const withTimes = (command: Command): Command =>
  command
    .option(
      '--drain-within <minutes>',
      'give up when calls are still open after this time; nothing is changed then',
      '60',
    )
    .option('--watch <minutes>', 'how long what worked before has to go on working', '15')
    .option('--no-follow', 'do not wait for the end: it goes on by itself');

export function addUpdate(program: Command, context: CommandContext): void {
  const update = program.command('update').description('Another release of the platform, and the way back');
  addLooks(update, context);
  withTimes(
    update
      .command('apply')
      .description(
        'Puts a signed bundle in force when the last call has ended, and goes back by itself when it is not well',
      )
      .argument('<bundle>', 'the file'),
  )
    .option('--one-way', 'accept that the release in force cannot run on the database afterwards')
    .action(
      async (bundle: string, { oneWay, follow: wait, ...times }: Times & { oneWay?: boolean; follow: boolean }) => {
        const { box } = context;
        refuseWhileUnderWay(box);
        const offer = await checkBundle(box, bundle);
        if (offer.oneWay && !oneWay)
          throw new UpdateRefused(
            `${offer.version} has no way back to ${offer.inForce}: make a backup and say --one-way`,
          );
        const found = await keepBundle(box, bundle);
        await beginUpdate(box, { ...ofOffer(offer, found), ...minutesOf(times) });
        if (wait) await follow(context);
      },
    );
  withTimes(
    update.command('rollback').description('Puts the release before this one in force again, in the same way'),
  ).action(async ({ follow: wait, ...times }: Times & { follow: boolean }) => {
    const { box } = context;
    refuseWhileUnderWay(box);
    const back = { to: releaseBefore(box), bundle: null, sha256: null, oneWay: false };
    await beginUpdate(box, { ...back, ...minutesOf(times) });
    if (wait) await follow(context);
  });
}

function releaseBefore(box: Box): string {
  const last = readUpdate(box);
  if (!last || last.to !== versionInForce(box) || !box.exists(folderOf(last.from)))
    throw new UpdateRefused('There is no release to go back to');
  if (last.oneWay) throw new UpdateRefused(`${last.from} cannot run on the database any more: centrala backup restore`);
  return last.from;
}

function addLooks(update: Command, context: CommandContext): void {
  const { box, out } = context;
  update
    .command('check')
    .description(
      'Whether a bundle is whole, signed by the maker and newer, and what it would change; nothing is changed',
    )
    .argument('<bundle>', 'the file')
    .option('--json', 'for programs')
    .action(async (bundle: string, { json }: { json?: boolean }) => {
      const offer = await checkBundle(box, bundle);
      tell(context, json, offer, () =>
        [
          `${offer.inForce} → ${offer.version}, built ${offer.builtAt}`,
          `${offer.migrations.length} changes of the database${offer.oneWay ? ', one of them without a way back' : ''}`,
        ].join('\n'),
      );
    });
  update
    .command('state')
    .description('Release in force, and how the newest update goes or went')
    .option('--json', 'for programs')
    .action(({ json }: { json?: boolean }) => {
      const [inForce, last] = [versionInForce(box), readUpdate(box)];
      tell(context, json, { inForce, last }, () => {
        if (!last) return `${inForce} is in force; there was no update`;
        const log = last.log.map(({ at, text }) => `${at}  ${text}`);
        return [`${inForce} is in force`, `${last.from} → ${last.to}: ${last.outcome ?? last.phase}`, ...log].join(
          '\n',
        );
      });
    });
  update
    .command('continue')
    .description('For the unit: brings an update to its end from where it stands')
    .action(async () => {
      const state = await carryOut({ box, say: out });
      out(state?.outcome ?? 'There is no update');
    });
}
