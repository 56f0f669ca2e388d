import type { Command } from 'commander';
import type { CommandContext } from '../context';

const PARTS: Readonly<Record<string, string>> = {
  api: 'centrala-api@1.service',
  telephony: 'centrala-telephony.service',
  worker: 'centrala-worker.service',
  switch: 'centrala-switch.service',
  'sign-in': 'centrala-keycloak.service',
  'set-up': 'centrala-first-boot.service',
  tunnels: 'strongswan.service',
  database: 'postgresql@*',
  web: 'nginx.service',
};

export function addLogs(program: Command, context: CommandContext): void {
  program
    .command('logs')
    .description(`What the parts said: ${Object.keys(PARTS).join(', ')}; all of them when left out`)
    .argument('[part]')
    .option('--since <when>', 'as journalctl knows it', '-1h')
    .option('--lines <count>', 'the last so many', '500')
    .option('--grep <pattern>', 'only lines that match')
    .option('--json', 'one JSON object a line')
    .action(
      async (part: string | undefined, options: { since: string; lines: string; grep?: string; json?: boolean }) => {
        if (part && !(part in PARTS))
          throw new Error(`There is no part ${part}; there are: ${Object.keys(PARTS).join(', ')}`);
        const units = part ? [PARTS[part] ?? ''] : Object.values(PARTS);
        const grep = options.grep ? ['-g', options.grep] : [];
        const args = [
          ...units.flatMap((unit) => ['-u', unit]),
          '--since',
          options.since,
          '-n',
          options.lines,
          '--no-pager',
          '-o',
          options.json ? 'json' : 'short-iso',
          ...grep,
        ];
        context.out((await context.box.run('journalctl', args)).out.trimEnd());
      },
    );
}
