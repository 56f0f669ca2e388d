import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { table, type CommandContext } from '../context';
import { makeBundle, manifestOf, zipBundle } from '../bundle/make-bundle';
import { Redactor } from '../bundle/redact';
import { askDatabase } from '../service/ask-database';

interface BundleOptions {
  readonly preview?: boolean;
  readonly output?: string;
}

export function addBundle(program: Command, context: CommandContext): void {
  program
    .command('bundle')
    .description(
      'Collects what support needs, without secrets and personal data; --preview shows what would leave the house',
    )
    .option('--preview', 'print the manifest and every file, write nothing')
    .option('--output <file>', 'where to write the zip archive', '/var/lib/centrala/bundle.zip')
    .action(async ({ preview, output }: BundleOptions) => {
      const { box, out } = context;
      const bundle = await makeBundle(box, new Redactor(box.random(32), await knownPeople(context)));
      if (preview) {
        out(manifestOf(bundle));
        for (const { file, content } of bundle.files) out(`\n==> ${file}\n${content}`);
        return;
      }
      writeFileSync(output ?? '/var/lib/centrala/bundle.zip', await zipBundle(bundle), { mode: 0o600 });
      out(table(bundle.files.map(({ file, replaced, failed }) => [file, `${replaced} replaced`, failed ?? ''])));
      out(`written ${output}`);
    });
}

/** Names that stand in the database are no pattern: they are asked for, and not kept. Without the database there are none. */
const knownPeople = ({ box }: CommandContext): Promise<readonly string[]> => askDatabase(box, 'people').catch(() => []);
