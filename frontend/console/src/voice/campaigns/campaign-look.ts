import type { CampaignState } from '#contracts';

/** How a campaign's state looks. */
export function toneOf(state: CampaignState): 'ok' | 'warn' | 'quiet' {
  if (state === 'running') return 'ok';
  return state === 'paused' || state === 'drained' ? 'warn' : 'quiet';
}
