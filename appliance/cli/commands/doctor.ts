import type { Command } from 'commander';
import type { DoctorReport } from '#contracts';
import { ROOT_PARTITION } from '../../../provisioning';
import { table, tell, type CommandContext } from '../context';
import { examine } from '../doctor/examine';
import type { Finding } from '../doctor/finding';
import { diskState } from './disk';

/** The findings with what the console shows beside them. */
async function reportOf({ box }: CommandContext, findings: readonly Finding[]): Promise<DoctorReport> {
  const profile = /^CENTRALA_PROFILE=(\w+)$/m.exec(box.read('/etc/centrala/profile.env') ?? '')?.[1] ?? null;
  const disk = box.exists(ROOT_PARTITION) ? await diskState(box) : null;
  return { at: new Date(box.now()).toISOString(), disk, profile, findings: [...findings] };
}

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
      const report = await reportOf(context, findings);
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
