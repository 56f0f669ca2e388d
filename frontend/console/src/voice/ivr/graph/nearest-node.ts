import type { FlowDocument, FlowNode } from '#contracts';
import { nodeOf } from './edit-document';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The next node in a direction: what is straight ahead is nearer than what is aside. */
export function nearestNode(document: FlowDocument, from: string, direction: Direction): FlowNode | null {
  const here = nodeOf(document, from);
  if (!here) return document.nodes[0] ?? null;
  const measured = document.nodes.flatMap((node) => {
    const dx = node.position.x - here.position.x;
    const dy = node.position.y - here.position.y;
    const [ahead, aside] = { left: [-dx, dy], right: [dx, dy], up: [-dy, dx], down: [dy, dx] }[direction] as [
      number,
      number,
    ];
    return ahead > 0 ? [{ node, distance: ahead + 2 * Math.abs(aside) }] : [];
  });
  return measured.sort((a, b) => a.distance - b.distance)[0]?.node ?? null;
}
