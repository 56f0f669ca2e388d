import { z } from 'zod';
import type { Box } from '../../box';

export const UPDATE_STATE = '/var/lib/centrala/update/state.json';

/** Where an update stands; written before the phase is begun, and each phase can be done again. */
export const phases = ['unpack', 'drain', 'switch', 'watch', 'return', 'ended'] as const;

const stateSchema = z.object({
  phase: z.enum(phases),
  from: z.string(),
  to: z.string(),
  /** The bundle; null when the release lies on this machine already. */
  bundle: z.string().nullable(),
  sha256: z.string().nullable(),
  /** The older release cannot run on the newer one's database: there is no automatic way back. */
  oneWay: z.boolean(),
  drainMinutes: z.number(),
  watchMinutes: z.number(),
  /** Findings that there were before, which the new release is not to be blamed for. */
  before: z.array(z.string()),
  by: z.string(),
  log: z.array(z.object({ at: z.string(), text: z.string() })),
  outcome: z.enum(['kept', 'returned', 'abandoned', 'ill']).nullable(),
});

export type UpdateState = z.infer<typeof stateSchema>;

export function readUpdate(box: Box): UpdateState | null {
  const text = box.read(UPDATE_STATE);
  return text === undefined ? null : stateSchema.parse(JSON.parse(text));
}

/** On the disk when it returns. */
export function writeUpdate(box: Box, state: UpdateState): UpdateState {
  const owner = box.isRoot ? { owner: 'root:centrala' } : {};
  box.write(UPDATE_STATE, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o640, ...owner });
  return state;
}

/** The state with one more line of what happened. */
export const noted = (box: Box, state: UpdateState, text: string): UpdateState => ({
  ...state,
  log: [...state.log, { at: new Date(box.now()).toISOString(), text }],
});
