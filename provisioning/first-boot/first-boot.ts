import { mustRun, type Box } from '../../appliance/box';
import { readAnswers, type Answers } from './answers';
import { runSteps } from './run-steps';
import type { Step, StepContext } from './step';
import { STEPS } from './steps';

export const ANSWERS = '/var/lib/centrala/provisioning/answers.json';
export const DONE = '/var/lib/centrala/provisioning/done';
/** Where the initramfs leaves what it found on the disk labelled CENTRALA-KEY. */
const MEDIA_ANSWERS = '/run/centrala/answers.json';

/** The answers that are kept, or those of the media; undefined when a person has to be asked. */
export function knownAnswers(box: Box): Answers | undefined {
  const text = box.read(ANSWERS) ?? box.read(MEDIA_ANSWERS);
  return text === undefined ? undefined : readAnswers(text);
}

/** Keeps the answers: a set-up that the power ended goes on with the same. */
export const keepAnswers = (box: Box, answers: Answers): void =>
  box.write(ANSWERS, `${JSON.stringify(answers, null, 2)}\n`, { mode: 0o600 });

/** Sets the machine up and starts the platform. Repeating it goes on where it stopped, and changes nothing at the end. */
export async function setUp(context: StepContext, steps: readonly Step[] = STEPS): Promise<readonly string[]> {
  const { box, answers } = context;
  keepAnswers(box, answers);
  const applied = await runSteps(steps, context);
  if (!box.exists(DONE)) {
    box.write(DONE, `${new Date(box.now()).toISOString()}\n`);
    await mustRun(box, 'systemctl', ['start', '--no-block', 'centrala.target']);
  }
  return applied;
}

/** Does one step anew under changed answers, whatever was there, and restarts what reads it. */
export async function configure(name: string, context: StepContext, steps: readonly Step[] = STEPS): Promise<boolean> {
  const step = steps.find((each) => each.name === name);
  if (!step) throw new Error(`There is no step ${name}; there are: ${steps.map((each) => each.name).join(', ')}`);
  keepAnswers(context.box, context.answers);
  return (await runSteps([step], context)).length > 0;
}
