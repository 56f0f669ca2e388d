import type { Command } from 'commander';
import { table, tell, type CommandContext } from '../context';
import { examine } from '../doctor/examine';

interface DoctorOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly output?: string;
}

export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description(
      'Looks for faults; each finding with its evidence and the command that mends it. Exit code 1 when there is a critical one.',
    )
    .option('--json', 'for programs')
    .option('--quiet', 'no output, for the timer')
    .option('--output <file>', 'keep the findings as JSON')
    .action(async ({ json, quiet, output }: DoctorOptions) => {
      const { box } = context;
      const findings = await examine(box);
      const report = { at: new Date(box.now()).toISOString(), findings };
      if (output) box.write(output, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o640 });
      if (!quiet)
        tell(context, json, report, () =>
          findings.length === 0
            ? 'nothing found'
            : table(findings.map(({ severity, code, evidence, mend }) => [severity, code, evidence, `→ ${mend}`])),
        );
      if (!quiet) context.exit(findings.some(({ severity }) => severity === 'critical') ? 1 : 0);
    });
}
