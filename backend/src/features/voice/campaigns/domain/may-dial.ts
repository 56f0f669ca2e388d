import type { DialHold, QueueHours } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { closedUntil, hoursIn, nextDay, quietUntil } from './dialling-hours';
import { keptFrom, type LastAgent } from './keep-relationship';
import { zoneOfNumber } from './number-zone';

/** What is known of a record at the moment in which it would be called; `null` of a check: it does not apply. */
export interface DialFacts {
  readonly at: Instant;
  /** The clock on the wall; another time than `at` only for a while after it jumped. */
  readonly wall: Instant;
  readonly campaignRunning: boolean;
  readonly closed: boolean;
  /** An attempt at this record is under way. */
  readonly attemptUnderWay: boolean;
  /** Somebody (any campaign) is calling this contact or this number. */
  readonly contactEngaged: boolean;
  readonly dueAt: Instant | null;
  readonly notBefore: Instant | null;
  readonly notAfter: Instant | null;
  /** E.164; null: the record has none. */
  readonly number: string | null;
  readonly numberValid: boolean;
  /** Its operator said something after which it is left alone (HLR). */
  readonly numberDead: boolean;
  /** Attempts to the number, of all campaigns, on this day of the called person. */
  readonly attemptsToday: number;
  /** The entry's words when the blacklist has the number. */
  readonly blacklistedBy: string | null;
  /** Null: given, or not needed. */
  readonly consentMissing: string | null;
  /** Promised by this agent; null: anyone's. */
  readonly privateTo: string | null;
  /** Who would speak; null: nobody yet. */
  readonly agentId: string | null;
  /** For whom a system recontact is kept first; null: for nobody. */
  readonly lastAgent: LastAgent | null;
  /** It lies on a desk already. */
  readonly onDesk: boolean;
}

export interface DialRules {
  readonly hours: QueueHours | null;
  readonly zoneOfNumber: boolean;
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  readonly dailyCap: number | null;
  readonly lastAgentSeconds: number | null;
}

/** `until`: when the hold ends by itself; null: not by waiting. `closes`: the record is of no use to this campaign any more. */
export interface HoldVerdict<Hold extends DialHold = DialHold> {
  readonly hold: Hold;
  readonly until: Instant | null;
  readonly closes: boolean;
  readonly detail: string | null;
}

const HOME = 'Europe/Warsaw';

/** Day, quiet hours and cap are those of the called person wherever the campaign's own hours are counted. */
export const zoneFor = (number: string): string => zoneOfNumber(number);

/** The one gate of every dial: the first thing that stands in the way, or null. Cheap checks first. */
export function mayDial(facts: DialFacts, rules: DialRules): HoldVerdict | null {
  return (
    ofRecord(facts) ??
    ofNumber(facts) ??
    ofTime(facts.at, facts, rules) ??
    ofWall(facts, rules) ??
    ofPermission(facts, rules) ??
    ofRelationship(facts, rules)
  );
}

type OfNumber = Pick<DialFacts, 'number' | 'numberValid' | 'numberDead'>;
type OfForbidden = Pick<DialFacts, 'blacklistedBy' | 'consentMissing'>;
export type TakeHold = 'no-number' | 'number-not-valid' | 'number-dead' | 'blacklisted' | 'no-consent';

/** What stands against taking a contact into a campaign, because no waiting would end it; null: nothing. */
export const mayTake = (facts: OfNumber & OfForbidden): HoldVerdict<TakeHold> | null =>
  ofNumber(facts) ?? ofForbidden(facts);

const hold = <Hold extends DialHold>(name: Hold, more: Partial<HoldVerdict> = {}): HoldVerdict<Hold> => ({
  until: null,
  closes: false,
  detail: null,
  ...more,
  hold: name,
});

function ofRecord(facts: DialFacts): HoldVerdict | null {
  const { at, dueAt, notBefore, notAfter, privateTo, agentId } = facts;
  if (!facts.campaignRunning) return hold('campaign-not-running');
  if (facts.closed) return hold('record-closed');
  if (facts.attemptUnderWay) return hold('attempt-under-way');
  if (facts.contactEngaged) return hold('contact-engaged', { until: at + 60_000 });
  if (privateTo !== null && agentId !== privateTo) return hold('private-to-other', { detail: privateTo });
  if (notAfter !== null && at >= notAfter) return hold('too-late', { closes: true });
  if (notBefore !== null && at < notBefore) return hold('too-early', { until: notBefore });
  return dueAt !== null && at < dueAt ? hold('not-due', { until: dueAt }) : null;
}

function ofNumber({ number, numberValid, numberDead }: OfNumber): HoldVerdict<TakeHold> | null {
  if (number === null) return hold('no-number', { closes: true });
  if (!numberValid) return hold('number-not-valid', { closes: true, detail: number });
  return numberDead ? hold('number-dead', { closes: true, detail: number }) : null;
}

function ofTime(at: Instant, { number }: DialFacts, rules: DialRules): HoldVerdict | null {
  const zone = zoneFor(number ?? '');
  if (rules.hours) {
    const until = closedUntil(hoursIn(rules.hours, rules.zoneOfNumber ? zone : HOME), at);
    if (until !== null) return hold('outside-hours', { until: until === 'never' ? null : until, detail: zone });
  }
  const quiet = rules.quietHours && quietUntil(rules.quietHours, zone, at);
  return quiet === null ? null : hold('quiet-hours', { until: quiet, detail: zone });
}

/** After a jump nobody knows which clock is right: nobody is called at hours that are forbidden by either. */
function ofWall(facts: DialFacts, rules: DialRules): HoldVerdict | null {
  const behind = facts.at - facts.wall;
  const verdict = behind === 0 ? null : ofTime(facts.wall, facts, rules);
  return verdict?.until ? { ...verdict, until: verdict.until + Math.max(0, behind) } : verdict;
}

function ofPermission(facts: DialFacts, { dailyCap }: DialRules): HoldVerdict | null {
  const { at, number, attemptsToday } = facts;
  if (dailyCap !== null && attemptsToday >= dailyCap)
    return hold('daily-cap', { until: nextDay(zoneFor(number ?? ''), at), detail: String(attemptsToday) });
  return ofForbidden(facts);
}

function ofForbidden({ blacklistedBy, consentMissing }: OfForbidden): HoldVerdict<TakeHold> | null {
  if (blacklistedBy !== null) return hold('blacklisted', { closes: true, detail: blacklistedBy });
  return consentMissing === null ? null : hold('no-consent', { closes: true, detail: consentMissing });
}

function ofRelationship(facts: DialFacts, { lastAgentSeconds }: DialRules): HoldVerdict | null {
  const until = facts.onDesk ? null : keptFrom(facts, lastAgentSeconds);
  return until === null ? null : hold('kept-for-last-agent', { until, detail: facts.lastAgent?.agentId ?? null });
}
