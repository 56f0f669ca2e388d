import type { WhatIfLimit } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { drawFor, type CallOutcome, type SimulatedCall, type SimulatedDay } from '../../routing';
import { PastCalls, type PastCall } from './past-calls';
import { PastDuties } from './past-duties';
import { PastSettings } from './past-settings';

/** A period as the model can run it again, beside what really became of its calls. */
export interface Past {
  readonly day: SimulatedDay;
  readonly outcomes: readonly CallOutcome[];
  readonly limits: readonly WhatIfLimit[];
}

/** Calls that come at the period's end are followed so long. */
const FOLLOWED_MS = 2 * 3_600_000;
/** Where nobody ever handled a call: something has to be assumed. */
const ASSUMED_HANDLING_MS = 180_000;

/** Reads the journal from its beginning, in its order. */
export class PastPeriod {
  private readonly calls: PastCalls;
  private readonly duties: PastDuties;
  private readonly settings: PastSettings;

  constructor(private readonly period: { readonly from: Instant; readonly to: Instant }) {
    this.calls = new PastCalls(period);
    this.duties = new PastDuties(period.from, (offerId) => this.calls.isOfPeriod(offerId));
    this.settings = new PastSettings(period.from);
  }

  /** False: nothing that comes after can say more of the period. */
  take(event: RecordedEvent): boolean {
    const { to } = this.period;
    const { at } = event.meta;
    this.calls.take(event);
    if (at < to) {
      this.duties.take(event);
      this.settings.take(event);
      return true;
    }
    return this.calls.unfinished > 0 && at < to + FOLLOWED_MS;
  }

  past(): Past {
    this.duties.begin();
    const ended = this.calls.all.filter(({ outcome }) => outcome !== null);
    const habits = habitsOf(ended);
    return {
      day: {
        queues: [...this.settings.rules.values()],
        skills: this.settings.skills,
        duties: [...this.duties.changes, ...this.endOfDay()],
        calls: ended.map((call) => simulated(call, habits)),
        ringMs: medianOf(ended.flatMap(({ ringMs }) => ringMs ?? [])) ?? 0,
        serviceLevelSeconds: 0,
        ...(this.settings.channelBase === undefined ? {} : { channelBase: this.settings.channelBase }),
      },
      outcomes: ended.map((call) => recorded(call)),
      limits: this.limits(ended),
    };
  }

  /** Who is there at the end stays until the last call is answered, as he did. */
  private endOfDay(): SimulatedDay['duties'] {
    const last = new Map(this.duties.changes.map((change) => [change.agentId, change]));
    const on = [...last.values()].filter(({ duty }) => duty !== 'off');
    return on.map(({ agentId }) => ({ agentId, at: this.period.to + FOLLOWED_MS, duty: 'off' as const }));
  }

  private limits(ended: readonly PastCall[]): WhatIfLimit[] {
    const said: [WhatIfLimit, boolean][] = [
      ['patience-drawn', ended.some(({ outcome }) => outcome !== 'abandoned')],
      ['handling-drawn', ended.some(({ handlingMs }) => handlingMs === null)],
      ['waiting-at-start', this.calls.waitingAtStart > 0],
      ['settings-changed-meanwhile', this.settings.changed],
      ['missed-offers', this.calls.missedOffers > 0],
      ['other-channels', this.calls.otherChannels],
    ];
    return said.flatMap(([limit, applies]) => (applies ? [limit] : []));
  }
}

/** What callers and calls of a queue were like: how fast they give up, how long they take. */
interface Habits {
  readonly givingUp: number;
  readonly handlings: readonly number[];
}

function habitsOf(calls: readonly PastCall[]): (queueId: string) => Habits {
  const of = (those: readonly PastCall[]): Habits => {
    const waited = those.reduce((sum, { waitedMs }) => sum + waitedMs, 0);
    const gaveUp = those.filter(({ outcome }) => outcome === 'abandoned').length;
    return { givingUp: waited === 0 ? 0 : gaveUp / waited, handlings: those.flatMap((call) => call.handlingMs ?? []) };
  };
  const byQueue = new Map<string, PastCall[]>();
  for (const call of calls) byQueue.set(call.work.queueId, [...(byQueue.get(call.work.queueId) ?? []), call]);
  const habits = new Map([...byQueue].map(([queueId, those]) => [queueId, of(those)]));
  const all = of(calls);
  return (queueId) => {
    const own = habits.get(queueId) ?? all;
    return own.handlings.length > 0 ? own : { ...own, handlings: all.handlings };
  };
}

/**
 * Who gave up would give up after as long. Who was answered is as patient as he showed, and then gives up at the rate of his
 * queue (the exponential has no memory); the same call draws the same in every run.
 */
function simulated(call: PastCall, habits: (queueId: string) => Habits): SimulatedCall {
  const { work, outcome, waitedMs, handlingMs } = call;
  const { givingUp, handlings } = habits(work.queueId);
  const more = givingUp === 0 ? Infinity : -Math.log(1 - drawFor(`${work.workId}/patience`)) / givingUp;
  const drawn = handlings[Math.floor(drawFor(`${work.workId}/handling`) * handlings.length)];
  return {
    work,
    patienceMs: outcome === 'abandoned' ? waitedMs : waitedMs + more,
    handlingMs: handlingMs ?? drawn ?? ASSUMED_HANDLING_MS,
  };
}

const recorded = ({ work, outcome, waitedMs, agentId, ringMs, handlingMs }: PastCall): CallOutcome => ({
  workId: work.workId,
  queueId: work.queueId,
  at: work.queuedAt,
  outcome: outcome ?? 'abandoned',
  waitedMs,
  agentId,
  takenMs: (ringMs ?? 0) + (handlingMs ?? 0),
});

function medianOf(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
