import type { Command } from 'commander';
import { knownAnswers, readAnswers, setUp, type Answers } from '../../../provisioning';
import type { CommandContext } from '../context';
import { differencesOf } from './differences';
import { addPlatformConfig } from './platform-config';

/** What was in force before the last change. */
const BEFORE = '/var/lib/centrala/provisioning/answers.before.json';

export function addConfig(program: Command, context: CommandContext): void {
  const { box, out } = context;
  const config = program
    .command('config')
    .description('The decisions of the set-up as text; secrets are not among them');
  addPlatformConfig(config, context);
  const inForce = (): Answers => {
    const answers = knownAnswers(box);
    if (!answers) throw new Error('This machine has not been set up: centrala first-boot');
    return answers;
  };
  const wanted = (file: string): Answers => {
    const text = box.read(file);
    if (text === undefined) throw new Error(`There is no file ${file}`);
    return readAnswers(text);
  };
  config
    .command('export')
    .description('Prints what is in force, as JSON')
    .action(() => out(JSON.stringify(inForce(), null, 2)));
  config
    .command('diff')
    .description('What a file would change; exit code 1 when it would')
    .argument('<file>')
    .action((file: string) => {
      const lines = differencesOf(inForce(), wanted(file));
      out(lines.length === 0 ? 'no difference' : lines.join('\n'));
      context.exit(lines.length === 0 ? 0 : 1);
    });
  config
    .command('apply')
    .description('Puts a file in force: each step that it changes is done anew')
    .argument('<file>')
    .action((file: string) => apply(wanted(file)));
  config
    .command('rollback')
    .description('Puts in force again what was before the last apply or rollback')
    .action(() => {
      const text = box.read(BEFORE);
      if (text === undefined) throw new Error('Nothing was applied here: there is nothing to go back to');
      return apply(readAnswers(text));
    });
  const apply = async (answers: Answers): Promise<void> => {
    const before = inForce();
    // Kept first: whatever stops the work, the way back is there.
    if (differencesOf(before, answers).length > 0)
      box.write(BEFORE, `${JSON.stringify(before, null, 2)}\n`, { mode: 0o600 });
    const applied = await setUp({ box, answers, say: out });
    out(applied.length === 0 ? 'no change' : `done: ${applied.join(', ')}`);
  };
}
