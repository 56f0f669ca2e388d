import type { CampaignKind, SaveCampaign } from '#contracts';
import type { Refusal } from '../../../../kernel/outcome';
import { LARGEST_RANGE } from './choose-caller-id';

/** What the fields say together: the field and the rule that it breaks. */
export type CampaignFault = Refusal<'campaign-not-valid'> & { readonly field: string; readonly rule: string };

const fault = (field: string, rule: string): CampaignFault => ({ code: 'campaign-not-valid', field, rule });

/** The first fault, or null. */
export function checkCampaign(campaign: SaveCampaign): CampaignFault | null {
  if (campaign.kind === 'automatic' && campaign.flowId === null) return fault('flowId', 'required');
  if (campaign.kind === 'voice-mailing' && campaign.message === '') return fault('message', 'required');
  const { enabled, action, message } = campaign.machines;
  if (enabled && action === 'leave-message' && message === '') return fault('machines.message', 'required');
  return checkCallerId(campaign);
}

function checkCallerId({ callerId }: SaveCampaign): CampaignFault | null {
  if (callerId.kind !== 'random') return null;
  const [from, to] = [Number(callerId.from), Number(callerId.to)];
  if (callerId.from.length !== callerId.to.length || to < from) return fault('callerId.to', 'range');
  return to - from >= LARGEST_RANGE ? fault('callerId.to', 'range-too-large') : null;
}

const KIND_FEATURES: Readonly<Record<CampaignKind, string>> = {
  preview: 'preview-dialer',
  progressive: 'progressive-dialer',
  predictive: 'predictive-dialer',
  automatic: 'automatic-caller',
  'voice-mailing': 'automatic-caller',
};

/** Fields in use with the function of the Order that each needs. */
export const featuresOf = (campaign: SaveCampaign): (readonly [string, string])[] => [
  ['kind', KIND_FEATURES[campaign.kind]],
  ...(campaign.callerId.kind === 'random' ? ([['callerId', 'random-caller-id']] as const) : []),
  ...(campaign.callerId.kind === 'local' ? ([['callerId', 'local-presence']] as const) : []),
  ...(campaign.machines.enabled ? ([['machines.enabled', 'amd']] as const) : []),
  ...(campaign.strategyId === null ? [] : ([['strategyId', 'dialing-order']] as const)),
  ...(campaign.lastAgentSeconds === null ? [] : ([['lastAgentSeconds', 'relationship-keeping']] as const)),
];
