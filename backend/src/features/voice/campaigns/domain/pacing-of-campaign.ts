import type { Campaign } from '#contracts';
import type { PacingDecision } from './pacing/explanation';
import { releasableAgents } from './pacing/hard-cap';
import { DEFAULT_PACING_SETTINGS, type PacingSettings } from './pacing/pacing-settings';

/** What a campaign's settings mean for its pacer. */
export const pacingSettings = ({
  predictive,
  ringSeconds,
}: Pick<Campaign, 'predictive' | 'ringSeconds'>): PacingSettings => ({
  ...DEFAULT_PACING_SETTINGS,
  mode: predictive.mode,
  cap: predictive.capPercent / 100,
  ringTimeoutSeconds: ringSeconds,
  maxCallsInFlight: predictive.maxCallsInFlight,
});

/** How many ready agents may leave when only `placed` of the calls were made: fewer calls need fewer agents. */
export function releasableWith(
  { explanation: { inputs, budget } }: PacingDecision,
  { predictive }: Pick<Campaign, 'predictive'>,
  placed: number,
): number {
  if (predictive.mode !== 'hard') return inputs.ready;
  return releasableAgents(budget, { ready: inputs.ready, inFlight: inputs.inFlight + placed });
}
