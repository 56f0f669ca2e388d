import type { AskedRecontact, FollowUp, FollowUpOf } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';

/**
 * - `recontact-missing`: the classifier requires one · `recontact-not-asked`: it asks for none, or not for this kind
 * - `recontact-in-past`
 */
export type RecontactRefusal = Refusal<'recontact-missing' | 'recontact-not-asked' | 'recontact-in-past'>;

/** Whether what the agent says fits what the classifier asks. */
export function checkRecontact(
  followUps: readonly FollowUp[],
  asked: AskedRecontact | null,
  now: Instant,
): Outcome<AskedRecontact | null, RecontactRefusal> {
  const rule = followUpOf(followUps, 'recontact');
  if (!asked) return rule?.required ? refused({ code: 'recontact-missing' }) : accepted(null);
  if (!rule || (rule.for !== null && rule.for !== asked.for)) return refused({ code: 'recontact-not-asked' });
  return Date.parse(asked.at) <= now ? refused({ code: 'recontact-in-past' }) : accepted(asked);
}

export const followUpOf = <Kind extends FollowUp['kind']>(
  followUps: readonly FollowUp[],
  kind: Kind,
): FollowUpOf<Kind> | undefined => followUps.find((followUp): followUp is FollowUpOf<Kind> => followUp.kind === kind);
