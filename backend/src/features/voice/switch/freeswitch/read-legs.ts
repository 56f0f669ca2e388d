import type { LegSnapshot, NodeId } from '../port/leg';
import type { EslEvent } from './esl';
import type { EslSession } from './esl-session';
import { channelRows, toLegSnapshot } from './to-leg-snapshot';

/** Every live leg. One dump after the other: bodies stay small, and a hang-up in between only loses that leg. */
export async function readLegs(session: EslSession, nodeId: NodeId): Promise<readonly LegSnapshot[]> {
  const rows = channelRows(await session.api('show channels as json'));
  const legs: LegSnapshot[] = [];
  for (const row of rows) {
    const dump = parseDump(await session.api(`uuid_dump ${row['uuid'] ?? ''} json`));
    if (dump && dump['Answer-State'] !== 'hangup') legs.push(toLegSnapshot(nodeId, dump));
  }
  return legs;
}

function parseDump(answer: string): EslEvent | null {
  return answer.startsWith('{') ? (JSON.parse(answer) as EslEvent) : null;
}
