import type { Instant } from '../../../../kernel/clock';
import type { Floor, QueuePlace } from './queue-place';
import {
  filterOf,
  onDuty,
  type QueueRules,
  type RoutingChoice,
  type Sentence,
  type WaitingWork,
} from './routing-choice';
import { lacking } from './skills';

export interface Sifted {
  readonly eligible: readonly string[];
  readonly filtered: RoutingChoice['filtered'];
  /** The last agent, when he alone is meant now. */
  readonly keptFor: string | null;
}

interface Sifting {
  readonly place: QueuePlace;
  readonly work: WaitingWork;
  readonly at: Instant;
  readonly floor: Floor;
}

/** Who may be offered the item now, in the queue's order, and what keeps it from the others. */
export function sift({ place, work, at, floor }: Sifting): Sifted {
  const mandatory = place.mandatory(work, at);
  const eligible: string[] = [];
  const filtered: { agentId: string; by: string }[] = [];
  const preferred = place.keptFor(work, at);
  const keptFor = preferred !== null && onDuty(floor.agent(preferred)) ? preferred : null;
  for (const agentId of place.rules.members) {
    const by = filterOf(floor.agent(agentId), work.channel) ?? lack(lacking(floor.skills(agentId), mandatory));
    if (by !== null) filtered.push({ agentId, by });
    else if (keptFor !== null && agentId !== keptFor) filtered.push({ agentId, by: 'kept-for-last-agent' });
    else eligible.push(agentId);
  }
  return { eligible, filtered, keptFor };
}

const lack = (skillId: string | null): string | null => (skillId === null ? null : `no-skill:${skillId}`);

/** Why nobody is offered an item that waits. */
export function sentenceOfHeld(
  { active, members }: Pick<QueueRules, 'active' | 'members'>,
  { eligible, filtered, keptFor }: Sifted,
  paused: boolean,
): Sentence {
  if (!active) return 'held-queue-inactive';
  if (paused) return 'held-channel-paused';
  if (members.length === 0) return 'held-nobody-assigned';
  if (eligible.length > 0) return 'held-behind-others';
  if (keptFor !== null) return 'held-for-last-agent';
  if (filtered.every(({ by }) => by === 'not-signed-in')) return 'held-nobody-signed-in';
  return filtered.some(({ by }) => by.startsWith('no-skill:')) ? 'held-nobody-skilled' : 'held-nobody-ready';
}
