import { nextRandom, seedRandomness } from '../../../../kernel/randomness';

export interface Drawable {
  readonly callId: string;
  readonly agentId: string;
}

const place = (seed: string, { callId, agentId }: Drawable): number =>
  nextRandom(seedRandomness(`${seed}:${callId}:${agentId}`))[0];

/**
 * At most `perAgent` conversations of each agent, by chance of the seed: the same conversations give the same draw, and each has the
 * same chance whatever its length, time or place in the list.
 */
export function drawConversations<Each extends Drawable>(
  seed: string,
  conversations: readonly Each[],
  perAgent: number,
): Each[] {
  const byAgent = Map.groupBy(conversations, ({ agentId }) => agentId);
  return [...byAgent.values()].flatMap((own) =>
    own
      .map((each) => ({ each, at: place(seed, each) }))
      .sort((a, b) => a.at - b.at || (a.each.callId < b.each.callId ? -1 : 1))
      .slice(0, perAgent)
      .map(({ each }) => each),
  );
}
