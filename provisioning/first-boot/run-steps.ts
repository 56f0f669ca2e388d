import { z } from 'zod';
import type { Box } from '../../appliance/box';
import type { Step, StepContext } from './step';

export const STATE_FILE = '/var/lib/centrala/provisioning/state.json';

const stateSchema = z.record(z.string(), z.enum(['begun', 'done']));

/** How far each step came: written to the disk before a step begins and after it ended. */
export type SetUpState = Readonly<Record<string, 'begun' | 'done'>>;

export function readState(box: Box): SetUpState {
  const text = box.read(STATE_FILE);
  return text === undefined ? {} : stateSchema.parse(JSON.parse(text));
}

const writeState = (box: Box, state: SetUpState): void =>
  box.write(STATE_FILE, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });

/**
 * Brings every step to its end, in order. A step that was begun and not ended (the power went) is undone first, unless it
 * turns out to be as wanted; a step that is as wanted is left alone. Returns the names of those that were applied.
 */
export async function runSteps(steps: readonly Step[], context: StepContext): Promise<readonly string[]> {
  const applied: string[] = [];
  for (const step of steps) {
    const { box } = context;
    const before = readState(box)[step.name];
    if (await step.check(context)) {
      if (before !== 'done') writeState(box, { ...readState(box), [step.name]: 'done' });
      continue;
    }
    context.say(step.title);
    if (before === 'begun') await step.undo(context);
    writeState(box, { ...readState(box), [step.name]: 'begun' });
    await step.apply(context);
    if (!(await step.check(context)))
      throw new Error(`${step.title}: it was done, and the machine is still not as wanted`);
    writeState(box, { ...readState(box), [step.name]: 'done' });
    applied.push(step.name);
  }
  return applied;
}
