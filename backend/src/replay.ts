import { Console } from 'node:console';
import { parseArgs } from 'node:util';
import { SystemClock } from './platform/clock';
import { config } from './platform/config';
import { createDataSource, Database, DatabaseSession } from './platform/database';
import { Journal, Relay, Replay } from './platform/journal';

const usage = `Handing the journal to a subscriber again.
  replay --list                                 where every subscriber stands
  replay --dead-letters                         events that were put aside
  replay <subscriber> --from <position> --dry   what would be handed over, by event type
  replay <subscriber> --from <position>         set its checkpoint: the running process goes on from there
`;

const options = {
  list: { type: 'boolean' },
  'dead-letters': { type: 'boolean' },
  dry: { type: 'boolean' },
  from: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const terminal = new Console(process.stdout, process.stderr);

/** A table for people, JSON for programs. */
const show = (value: unknown, json = false): void =>
  json ? void process.stdout.write(`${JSON.stringify(value)}\n`) : terminal.table(value);

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const dataSource = await createDataSource({ url: config('database').url, poolSize: 2 }).initialize();
  const session = DatabaseSession.of(dataSource);
  try {
    const database = new Database(dataSource);
    const journal = new Journal(database);
    const relay = new Relay(database, journal, session, new SystemClock());
    const replay = new Replay(database, journal, relay);
    const [name] = positionals;
    if (values.list) show(await relay.lag(), values.json);
    else if (values['dead-letters']) show(await replay.deadLetters(), values.json);
    else if (name !== undefined && /^\d+$/.test(values.from ?? ''))
      await rerun(replay, name, Number(values.from), values);
    else process.stdout.write(usage);
  } finally {
    await session.close();
    await dataSource.destroy();
  }
}

async function rerun(
  replay: Replay,
  name: string,
  from: number,
  { dry, json }: { dry?: boolean; json?: boolean },
): Promise<void> {
  if (dry) {
    show(await replay.preview({ from }), json);
    return;
  }
  await replay.reset(name, from);
  process.stdout.write(`${name} goes on after position ${from}.\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
