import type { Instant } from '../../../../kernel/clock';

/** Who talked with the person last, and what is known of him when the record would be handed out. */
export interface LastAgent {
  readonly agentId: string;
  /** Of the campaign, at his desk and ready or at work. */
  readonly onDuty: boolean;
  /** Until when the record is kept for him; null: nobody else has come for it yet. */
  readonly keptUntil: Instant | null;
}

/** How it went: he has it, it was kept for him as long as the campaign says, or there was nobody to wait for. */
export interface Relationship {
  readonly agentId: string;
  readonly how: 'himself' | 'waited' | 'not-on-duty';
}

/** Until when the record is kept from `agentId`; null: he may have it. */
export function keptFrom(
  { lastAgent, agentId, at }: { lastAgent: LastAgent | null; agentId: string | null; at: Instant },
  seconds: number | null,
): Instant | null {
  if (seconds === null || !lastAgent?.onDuty || lastAgent.agentId === agentId) return null;
  const until = lastAgent.keptUntil ?? at + seconds * 1000;
  return at < until ? until : null;
}

export function relationshipOf(lastAgent: LastAgent | null, agentId: string | null): Relationship | null {
  if (!lastAgent) return null;
  const how = lastAgent.agentId === agentId ? 'himself' : lastAgent.keptUntil === null ? 'not-on-duty' : 'waited';
  return { agentId: lastAgent.agentId, how };
}
