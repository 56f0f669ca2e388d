import type { Command } from 'commander';
import { runBackend } from '../../../provisioning';
import { table, tell, type CommandContext } from '../context';

/** A year of recordings is read and decrypted from the first byte to the last. */
const A_DAY_MS = 86_400_000;

interface Checked {
  readonly links: number;
  readonly sounds: number;
  readonly findings: readonly {
    readonly place: number | null;
    readonly recordingId: string;
    readonly problem: string;
  }[];
}

export function addRecordings(program: Command, context: CommandContext): void {
  program
    .command('recordings')
    .description('Recordings of the platform')
    .command('verify')
    .description('Checks every link of their hash chain and every stored sound; exit code 1 when one was changed')
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await runBackend(context.box, 'support', ['check', 'recordings'], { timeoutMs: A_DAY_MS });
      const checked = JSON.parse(answer) as Checked;
      tell(context, json, checked, () => textOf(checked));
      context.exit(checked.findings.length === 0 ? 0 : 1);
    });
}

function textOf({ links, sounds, findings }: Checked): string {
  if (findings.length === 0) return `${links} links and ${sounds} stored sounds are as they were written`;
  const rows = findings.map(({ place, recordingId, problem }) => [String(place ?? '–'), recordingId, problem]);
  return [
    `${links} links and ${sounds} stored sounds were read, ${findings.length} are not as they were written:`,
    table(rows),
  ].join('\n');
}
