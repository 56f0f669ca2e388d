import { mustRun, type Box } from '../../box';
import { examine } from '../doctor/examine';
import type { Finding } from '../doctor/finding';
import { drain, startPlatform, stopPlatform } from '../service/in-service';
import { KEPT, unpackRelease } from './bundle';
import { CURRENT, UPDATER, folderOf, keepOnly, pointTo } from './releases';
import { noted, readUpdate, writeUpdate, type UpdateState } from './state';

const LOOK_SECONDS = 10;
/** The first start migrates the database; a release that is not well by then is taken for broken. */
const START_MINUTES = 10;
/** One bad look may be a restart of one process: it is ill that stays ill. */
const BAD_LOOKS = 3;

/** How the machine is: the doctor's findings. */
export type Look = (box: Box) => Promise<readonly Finding[]>;

export interface Carrier {
  readonly box: Box;
  readonly say: (text: string) => void;
  readonly look?: Look;
}

type Phase = (carrier: Carrier, state: UpdateState) => Promise<UpdateState>;

export const critical = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'critical');

/** What does not work that worked before. */
async function newFaults({ box, look = examine }: Carrier, state: UpdateState): Promise<readonly Finding[]> {
  return critical(await look(box)).filter(({ code }) => !state.before.includes(code));
}

const unpack: Phase = async ({ box }, state) => {
  if (state.bundle !== null && state.sha256 !== null)
    await unpackRelease(box, { bundle: state.bundle, sha256: state.sha256 });
  if (!box.exists(folderOf(state.to))) throw new Error(`The release ${state.to} is not on this machine`);
  return { ...noted(box, state, `${state.to} lies beside ${state.from}`), phase: 'drain' };
};

const drainCalls: Phase = async ({ box, say }, state) => {
  if (await drain(box, state.drainMinutes, say))
    return { ...noted(box, state, 'the last call has ended'), phase: 'switch' };
  const text = `calls were still open after ${state.drainMinutes} minutes: nothing was changed`;
  return { ...noted(box, state, text), phase: 'ended', outcome: 'abandoned' };
};

const switchOver: Phase = async ({ box }, state) => {
  await stopPlatform(box);
  await pointTo(box, CURRENT, state.to);
  return { ...noted(box, state, `${state.to} is in force`), phase: 'watch' };
};

/** The findings that stayed for BAD_LOOKS looks, or null when the time has passed without. */
async function watchHealth(carrier: Carrier, state: UpdateState): Promise<readonly Finding[] | null> {
  const looks = (minutes: number): number => Math.ceil((minutes * 60) / LOOK_SECONDS);
  let [bad, well] = [0, 0];
  for (let starting = looks(START_MINUTES); well < looks(state.watchMinutes) || bad > 0;) {
    await mustRun(carrier.box, 'sleep', [String(LOOK_SECONDS)]);
    const faults = await newFaults(carrier, state);
    bad = faults.length === 0 ? 0 : bad + 1;
    if (well > 0 || faults.length === 0) well += 1;
    else starting -= 1;
    if (starting <= 0 || (well > 0 && bad >= BAD_LOOKS)) return faults;
  }
  return null;
}

const watch: Phase = async (carrier, state) => {
  const { box } = carrier;
  // a release that cannot even be started is a fault that the look will find
  await startPlatform(box).catch((error: unknown) => carrier.say(String(error)));
  const faults = await watchHealth(carrier, state);
  if (faults === null) {
    keepOnly(box, [state.from, state.to]);
    const text = `${state.to} has worked for ${state.watchMinutes} minutes: it is kept`;
    return { ...noted(box, state, text), phase: 'ended', outcome: 'kept' };
  }
  const seen = noted(box, state, faults.map(({ code, evidence }) => `${code}: ${evidence}`).join('; '));
  if (!state.oneWay) return { ...seen, phase: 'return' };
  const text = `${state.from} cannot run on this database any more: mend, or restore the backup made before`;
  return { ...noted(box, seen, text), phase: 'ended', outcome: 'ill' };
};

const goBack: Phase = async ({ box }, state) => {
  await stopPlatform(box);
  await pointTo(box, CURRENT, state.from);
  await startPlatform(box);
  return { ...noted(box, state, `${state.from} is in force again`), phase: 'ended', outcome: 'returned' };
};

const PHASES: Readonly<Record<Exclude<UpdateState['phase'], 'ended'>, Phase>> = {
  unpack,
  drain: drainCalls,
  switch: switchOver,
  watch,
  return: goBack,
};

/**
 * Brings an update to its end from wherever it stands. Each phase is on the disk before it is begun and can be done again, so
 * this is what runs after a power cut too. Until the switch a failure changes nothing; from then on it leads back.
 */
export async function carryOut(carrier: Carrier): Promise<UpdateState | null> {
  const { box, say } = carrier;
  let state = readUpdate(box);
  while (state && state.phase !== 'ended') {
    const told = state.log.length;
    state = writeUpdate(box, await attempt(carrier, state, PHASES[state.phase]));
    for (const { text } of state.log.slice(told)) say(text);
  }
  box.remove(KEPT);
  box.remove(UPDATER);
  return state;
}

async function attempt(carrier: Carrier, state: UpdateState, phase: Phase): Promise<UpdateState> {
  try {
    return await phase(carrier, state);
  } catch (error) {
    const failed = noted(carrier.box, state, error instanceof Error ? error.message : String(error));
    if (state.phase === 'unpack' || state.phase === 'drain') return { ...failed, phase: 'ended', outcome: 'abandoned' };
    if (state.phase === 'return') throw error; // its unit tries again: there is nothing else to go to
    return { ...failed, phase: 'return' };
  }
}
