import type { Instant } from '../../../../kernel/clock';
import { estimateWait, type Paces } from './estimate-wait';
import { chooseOverflow, openAt, type OverflowFacts, type OverflowRule } from './overflow';
import type { WaitingWork } from './routing-choice';
import type { RoutingEngine } from './routing-engine';

/**
 * `arriving`: has just come, nothing was offered yet: only the hours count. `settled`: could not be offered to anybody:
 * every other rule counts. Who waits already when the queue closes is served.
 */
export type OverflowMoment = 'arriving' | 'settled';

/** Whether any rule could lead the item out: not from where it was brought back to, there it stays. */
export const mayOverflow = (engine: RoutingEngine, { queueId, via }: WaitingWork): boolean =>
  (engine.rulesOf(queueId)?.overflow.length ?? 0) > 0 && !via.includes(queueId);

/** The way out that is open to the item now, with what that was decided from. */
export function decideOverflow(
  engine: RoutingEngine,
  work: WaitingWork,
  { moment, paces, at }: { readonly moment: OverflowMoment; readonly paces: Paces; readonly at: Instant },
): { readonly rule: OverflowRule; readonly facts: OverflowFacts } | null {
  const rules = engine.rulesOf(work.queueId);
  if (!rules || !mayOverflow(engine, work)) return null;
  const estimate = estimateWait(engine, work, paces, at);
  const facts: OverflowFacts = {
    at,
    waitedSeconds: Math.max(0, at - work.enteredAt) / 1000,
    before: estimate.position - 1,
    signedIn: engine.signedIn(work.queueId),
    expectedSeconds: estimate.expectedMs === null ? null : Math.round(estimate.expectedMs / 1000),
    open: moment === 'settled' || openAt(rules.hours, at),
  };
  const rule = chooseOverflow(
    moment === 'arriving' ? rules.overflow.filter(onlyHours) : rules.overflow,
    facts,
    work.via,
  );
  return rule && { rule, facts };
}

const onlyHours = ({ when }: OverflowRule): boolean => when === 'closed';
