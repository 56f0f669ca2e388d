import type { Because, EligibleAgent, QueueRules, RoutingChoice, Sentence } from './routing-choice';

interface Choosing {
  readonly rules: QueueRules;
  /** Members that can be offered the item now, in the queue's order; at least one. */
  readonly eligible: readonly string[];
  /** The agent offered last in this queue; null for none. */
  readonly last: string | null;
  /** In [0, 1). */
  readonly draw: number;
  /** How far each agent's skills are from the wanted ones. */
  readonly distanceOf: (agentId: string) => number;
  /** The caller's last agent, who is eligible and preferred. */
  readonly keptFor: string | null;
}

type Chosen = Pick<RoutingChoice, 'chosen' | 'eligible' | 'draw' | 'sentence'>;

/** Relationship first, then the nearest skills where the queue ranks by them, then the queue's strategy among equals. */
export function chooseAgents(choosing: Choosing): Chosen {
  const { rules, eligible, distanceOf, keptFor } = choosing;
  if (keptFor !== null) {
    const only = { agentId: keptFor, rank: 0, because: 'last-agent' } as const;
    return { chosen: [keptFor], eligible: [only], draw: null, sentence: 'offered-last-agent' };
  }
  if (rules.ranking === 'strategy') return byStrategy(choosing);
  const distances = new Map(eligible.map((agentId) => [agentId, distanceOf(agentId)]));
  const distance = (agentId: string): number => distances.get(agentId) ?? Infinity;
  const nearest = Math.min(...distances.values());
  const equals = eligible.filter((agentId) => distance(agentId) === nearest);
  const chosen = byStrategy({ ...choosing, eligible: equals });
  const farther = eligible
    .filter((agentId) => distance(agentId) !== nearest)
    .map((agentId, place) => ({ agentId, place }))
    .sort((a, b) => distance(a.agentId) - distance(b.agentId) || a.place - b.place);
  const ranked: EligibleAgent[] = [
    ...chosen.eligible.map((each) => ({ ...each, because: 'closest-skills' as const, distance: nearest })),
    ...farther.map(({ agentId }, index) => ({
      agentId,
      rank: equals.length + index,
      because: 'farther-skills' as const,
      distance: distance(agentId),
    })),
  ];
  return { ...chosen, eligible: ranked, sentence: 'offered-closest-skills' };
}

function byStrategy(choosing: Choosing): Chosen {
  const { rules, eligible } = choosing;
  switch (rules.strategy) {
    case 'linear':
      return single(eligible, ['first-in-order', 'later-in-order'], 'offered-first-in-order');
    case 'round-robin':
      return single(inTurn(choosing), ['next-in-turn', 'later-in-turn'], 'offered-next-in-turn');
    case 'random':
      return { ...single(drawn(choosing), ['drawn', 'not-drawn'], 'offered-drawn'), draw: choosing.draw };
    case 'ring-all':
      return {
        chosen: eligible,
        eligible: eligible.map((agentId) => ({ agentId, rank: 0, because: 'rings-with-all' })),
        draw: null,
        sentence: 'offered-to-all',
      };
  }
}

function single(order: readonly string[], [first, later]: readonly [Because, Because], sentence: Sentence): Chosen {
  return {
    chosen: order.slice(0, 1),
    eligible: order.map((agentId, rank) => ({ agentId, rank, because: rank === 0 ? first : later })),
    draw: null,
    sentence,
  };
}

/** After the agent offered last, round the configured order; from its beginning when that agent has left the queue. */
function inTurn({ rules, eligible, last }: Choosing): readonly string[] {
  if (last === null) return eligible;
  const after = rules.members.indexOf(last);
  const isAfter = new Set(rules.members.slice(after + 1));
  return [...eligible.filter((id) => isAfter.has(id)), ...eligible.filter((id) => !isAfter.has(id))];
}

function drawn({ eligible, draw }: Choosing): readonly string[] {
  const index = Math.min(eligible.length - 1, Math.floor(draw * eligible.length));
  return [...eligible.slice(index, index + 1), ...eligible.slice(0, index), ...eligible.slice(index + 1)];
}

/** A uniform draw in [0, 1) that depends on nothing but its seed: two rounds of murmur3's finaliser over FNV-1a. */
export function drawFor(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  for (let round = 0; round < 2; round += 1) {
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
}
