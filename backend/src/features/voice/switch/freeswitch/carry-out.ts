import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { Ack, SwitchFailure } from '../port/switch';
import type { HangUp, SwitchCommand } from '../port/switch-command';
import { toRawCause } from './causes';
import { EslClosed, EslTimeout } from './esl-connection';
import type { EslSession } from './esl-session';
import type { Beginnings } from './beginnings';
import type { EslStep } from './esl-step';

type Result = Outcome<Ack, SwitchFailure>;

/** A connection, and what is about to sound on its legs. */
export interface Line {
  readonly session: EslSession;
  readonly beginnings: Beginnings;
}

/** Does the steps of one command in order; the first that fails ends it. */
export async function carryOut(line: Line, command: SwitchCommand, steps: readonly EslStep[]): Promise<Result> {
  const { session } = line;
  try {
    for (const step of steps) {
      const done = await doStep(line, step);
      if (done === 'there') return accepted({ commandId: command.id, repeated: true });
      if (done !== 'done' && !(step.kind === 'api' && step.mayFail))
        return await explain(session, command, done.answer);
    }
    return accepted({ commandId: command.id, repeated: false });
  } catch (error) {
    return asFailure(error);
  }
}

export function asFailure(error: unknown): Result {
  if (error instanceof EslClosed) return refused({ code: 'not-connected' });
  if (error instanceof EslTimeout) return refused({ code: 'timed-out' });
  if (error instanceof RangeError) return refused({ code: 'invalid', field: 'command', rule: error.message });
  throw error;
}

type StepResult = 'done' | 'there' | { readonly answer: string };

async function doStep({ session, beginnings }: Line, step: EslStep): Promise<StepResult> {
  switch (step.kind) {
    case 'api': {
      const answer = await session.api(step.line);
      return isGood(answer) ? 'done' : { answer };
    }
    case 'break': {
      await beginnings.settled(step.legId);
      const answer = await session.api(breakLine(step.legId));
      return isGood(answer) ? 'done' : { answer };
    }
    case 'execute': {
      const answer = step.interrupts ? await interrupt({ session, beginnings }, step) : await execute(session, step);
      return isGood(answer) ? 'done' : { answer };
    }
    case 'job': {
      // The switch answers a second originate with the same id by inventing another id: a second leg. So look first.
      if (await legExists(session, step.newLegId)) return 'there';
      const answer = await session.job(step.line, step.jobId);
      return isGood(answer) ? 'done' : { answer };
    }
  }
}

type Execute = Extract<EslStep, { kind: 'execute' }>;

const execute = (session: EslSession, { legId, application, argument, eventId }: Execute): Promise<string> =>
  session.execute(legId, application, argument, eventId);

const breakLine = (legId: string): string => `uuid_break ${legId} all`;

/** Both in one go, so that nothing comes between; that there was nothing to break is no failure. */
async function interrupt({ session, beginnings }: Line, step: Execute): Promise<string> {
  const { legId, eventId } = step;
  await beginnings.settled(legId);
  beginnings.expect(legId, eventId);
  const [, answer] = await Promise.all([session.api(breakLine(legId)), execute(session, step)]);
  if (!isGood(answer)) beginnings.forget(legId);
  return answer;
}

/** Commands answer `+OK …`, an empty text, or `-ERR …`, `-ERROR`, `-USAGE …`. */
const isGood = (answer: string): boolean => !answer.startsWith('-') || answer === '-ERR no reply';

export const legExists = async (session: EslSession, legId: string): Promise<boolean> =>
  (await session.api(`uuid_exists ${legId}`)) === 'true';

/** The switch's refusals have many wordings; whether the legs are still there says most. */
async function explain(session: EslSession, command: SwitchCommand, answer: string): Promise<Result> {
  if (command.type === 'OriginateLeg') return refused({ code: 'switch-refused', detail: answer });
  for (const legId of legsOf(command)) {
    if (await legExists(session, legId)) continue;
    if (isGoneAnyway(command)) return accepted({ commandId: command.id, repeated: true });
    return refused({ code: 'leg-not-found', legId });
  }
  if (command.type === 'HangUp' && (await hungUpAgain(session, command)))
    return accepted({ commandId: command.id, repeated: false });
  return refused({ code: 'switch-refused', detail: answer });
}

/** Measured on a busy machine: a leg that comes or goes right now is "no such channel" to a kill, and is there all the same. */
async function hungUpAgain(session: EslSession, { legId, reason }: HangUp): Promise<boolean> {
  for (let tries = 0; tries < 10; tries += 1) {
    await session.api('msleep 50');
    if (!(await legExists(session, legId)) || isGood(await session.api(`uuid_kill ${legId} ${toRawCause(reason)}`)))
      return true;
  }
  return false;
}

const isGoneAnyway = ({ type }: SwitchCommand): boolean =>
  type === 'HangUp' || type === 'StopSupervising' || type === 'ScheduleHangUp';

function legsOf(command: SwitchCommand): string[] {
  if (command.type === 'BridgeLegs') return [command.legId, command.withLegId];
  return command.type === 'SuperviseLeg' ? [command.targetLegId] : [command.legId];
}
