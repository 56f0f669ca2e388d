import type { Instant } from '../../../../kernel/clock';

/** What became of one call. */
export interface CallOutcome {
  readonly workId: string;
  /** The queue that it came to first. */
  readonly queueId: string;
  /** When it came. */
  readonly at: Instant;
  /** `left`: led out of its queues to a number, a flow or a last sentence. */
  readonly outcome: 'answered' | 'abandoned' | 'left';
  readonly waitedMs: number;
  readonly agentId: string | null;
  /** How long it took its agent, from the offer to the end of after-call work. */
  readonly takenMs: number;
}

export interface DayFigures {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly left: number;
  /** Answered in time ÷ (answered + abandoned). */
  readonly serviceLevel: number | null;
  /** Average speed of answer, seconds. */
  readonly averageAnswerSeconds: number | null;
  readonly abandonment: number | null;
}

/** `inTime`: the seconds within which an answer counts into the service level of a queue. */
export function dayFigures(outcomes: readonly CallOutcome[], inTime: (queueId: string) => number): DayFigures {
  let [answered, abandoned, early, waitedMs] = [0, 0, 0, 0];
  for (const each of outcomes) {
    if (each.outcome === 'abandoned') abandoned += 1;
    if (each.outcome !== 'answered') continue;
    answered += 1;
    waitedMs += each.waitedMs;
    if (each.waitedMs <= inTime(each.queueId) * 1000) early += 1;
  }
  const ended = answered + abandoned;
  return {
    offered: outcomes.length,
    answered,
    abandoned,
    left: outcomes.length - ended,
    serviceLevel: ended === 0 ? null : early / ended,
    averageAnswerSeconds: answered === 0 ? null : waitedMs / answered / 1000,
    abandonment: ended === 0 ? null : abandoned / ended,
  };
}
