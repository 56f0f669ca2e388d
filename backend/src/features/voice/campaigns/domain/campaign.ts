import type { CampaignAction, CampaignState } from '#contracts';
import type { Decider } from '../../../../kernel/decider';
import type { DomainEvent } from '../../../../kernel/journal';
import { accepted, refused, type Refusal } from '../../../../kernel/outcome';

type Moved<Type extends string> = DomainEvent<Type, { readonly campaignId: string; readonly from: CampaignState }>;

export type CampaignEvent =
  Moved<'CampaignStarted'> | Moved<'CampaignPaused'> | Moved<'CampaignDrained'> | Moved<'CampaignFinished'>;

export const CAMPAIGN_EVENT_TYPES = [
  'CampaignStarted',
  'CampaignPaused',
  'CampaignDrained',
  'CampaignFinished',
] as const satisfies readonly CampaignEvent['type'][];

export interface CampaignCommand {
  readonly campaignId: string;
  readonly type: CampaignAction;
}

/** `campaign-action-not-possible`: not in the state that it is in; its `actions` say what is. */
export type CampaignRefusal = Refusal<'campaign-action-not-possible'>;

const EVENTS = {
  start: ['CampaignStarted', 'running'],
  pause: ['CampaignPaused', 'paused'],
  drain: ['CampaignDrained', 'drained'],
  finish: ['CampaignFinished', 'finished'],
} as const satisfies Record<CampaignAction, readonly [CampaignEvent['type'], CampaignState]>;

const ACTIONS: Readonly<Record<CampaignState, readonly CampaignAction[]>> = {
  draft: ['start'],
  running: ['pause', 'drain'],
  paused: ['start', 'drain', 'finish'],
  drained: ['start', 'finish'],
  finished: [],
};

/** What can be done with a campaign in this state. */
export const actionsIn = (state: CampaignState): CampaignAction[] => [...ACTIONS[state]];

/** A campaign as a whole: whether it dials. Asking for the state that it has is accepted without an event. */
export const campaignDecider: Decider<
  { readonly state: CampaignState },
  CampaignCommand,
  CampaignEvent,
  CampaignRefusal
> = {
  kind: 'campaign',
  stateVersion: 1,
  initialState: { state: 'draft' },
  decide({ state }, { type: action, campaignId }) {
    const [type, to] = EVENTS[action];
    if (state === to) return accepted([]);
    if (!ACTIONS[state].includes(action)) return refused({ code: 'campaign-action-not-possible' });
    return accepted([{ type, data: { campaignId, from: state } }]);
  },
  evolve(_state, { type }) {
    const found = Object.values(EVENTS).find(([name]) => name === type);
    return { state: found?.[1] ?? 'draft' };
  },
};
