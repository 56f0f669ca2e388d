import type { Command } from 'commander';
import { table, tell, type CommandContext } from '../context';
import { judgeLink, readPing } from '../link/judge-link';

const WORDS = { delayMs: 'delay (ms)', jitterMs: 'jitter (ms)', loss: 'loss' } as const;

export function addLink(program: Command, context: CommandContext): void {
  program
    .command('link')
    .description(
      'Whether the line to a workstation or a trunk carries speech: delay, jitter, loss. Exit code 1 when it does not.',
    )
    .argument('<host>', 'address or name')
    .option('--packets <count>', 'packets of the size of speech, 50 a second', '2000')
    .option('--json', 'for programs')
    .action(async (host: string, { packets, json }: { packets: string; json?: boolean }) => {
      const count = Number(packets);
      if (!Number.isInteger(count) || count < 10 || count > 100_000)
        throw new Error('Packets: a number from 10 to 100000');
      if (!/^[A-Za-z0-9.:-]{1,253}$/.test(host)) throw new Error(`${host} is neither an address nor a name`);
      const args = ['-n', '-c', String(count), '-i', '0.02', '-s', '172', '-W', '2', '--', host];
      const { out, err } = await context.box.run('ping', args, { timeoutMs: count * 40 + 10_000 });
      const quality = readPing(out);
      if (!quality) throw new Error(`Nothing came back from ${host}: ${(err || out).trim().split('\n').at(-1)}`);
      const verdicts = judgeLink(quality);
      tell(context, json, { host, ...quality, verdicts }, () =>
        table(
          verdicts.map(({ what, ok, measured, bound }) => [
            ok ? 'ok' : 'too much',
            WORDS[what],
            String(measured),
            `at most ${bound}`,
          ]),
        ),
      );
      context.exit(verdicts.every(({ ok }) => ok) ? 0 : 1);
    });
}
