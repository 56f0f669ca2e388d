import type { Command } from 'commander';
import {
  STEPS,
  StepRefused,
  askAnswers,
  configure,
  knownAnswers,
  readAnswers,
  readState,
  setUp,
  type Answers,
  type StepContext,
} from '../../../provisioning';
import { table, tell, type CommandContext } from '../context';

export function addSetUp(program: Command, context: CommandContext): void {
  program
    .command('first-boot')
    .description(
      'Sets this machine up: from the answers of the disk labelled CENTRALA-KEY, or by asking at the console. Goes on where it stopped.',
    )
    .action(async () => {
      const known = knownAnswers(context.box);
      const answers = known ?? (await askAnswers({ ask: context.ask, say: context.out }));
      await refusable(context, async () => {
        const applied = await setUp(stepContext(context, answers, known === undefined));
        context.out(applied.length === 0 ? 'no change' : `done: ${applied.join(', ')}`);
      });
    });
  program
    .command('configure')
    .description(`Does one step of the set-up anew: ${STEPS.map(({ name }) => name).join(', ')}`)
    .argument('<step>', 'name of the step')
    .option('--answers <file>', 'changed answers (JSON); those of the set-up when left out')
    .action(async (name: string, { answers: file }: { answers?: string }) => {
      const text = file === undefined ? undefined : context.box.read(file);
      if (file !== undefined && text === undefined) throw new Error(`There is no file ${file}`);
      const answers = text === undefined ? knownAnswers(context.box) : readAnswers(text);
      if (!answers) throw new Error('This machine has not been set up: centrala first-boot');
      await refusable(context, async () => {
        context.out((await configure(name, stepContext(context, answers, true))) ? 'done' : 'no change');
      });
    });
  program
    .command('steps')
    .description('How far the set-up came')
    .option('--json', 'for programs')
    .action(({ json }: { json?: boolean }) => {
      const state = readState(context.box);
      const steps = STEPS.map(({ name, title }) => ({ name, title, state: state[name] ?? 'not begun' }));
      tell(context, json, steps, () => table(steps.map(({ name, title, state: word }) => [word, name, title])));
    });
}

async function refusable(context: CommandContext, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error;
    context.out(error.message);
    context.exit(3);
  }
}

function stepContext({ box, out, ask }: CommandContext, answers: Answers, atConsole: boolean): StepContext {
  const confirmSecret = async (title: string, secret: string): Promise<void> => {
    out(`${title}:\n\n    ${secret}\n\nWrite it down; it is not shown again.`);
    for (;;) {
      if ((await ask('Type it here to show that you have it: ')).trim() === secret) return;
      out('That is not it.');
    }
  };
  return { box, answers, say: out, ...(atConsole && { confirmSecret }) };
}
