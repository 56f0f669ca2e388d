import type { FlowDocument } from '#contracts';
import type { Point } from './fresh-node';
import { heightOf, NODE_WIDTH } from './node-size';

export interface View {
  readonly position: Point;
  readonly scale: number;
}

const MARGIN = 56;
const SMALLEST = 0.15;

/** Where the canvas has to stand so that the whole flow is seen, and never larger than it is. */
export function fitView({ nodes }: FlowDocument, frame: { readonly width: number; readonly height: number }): View {
  if (nodes.length === 0) return { position: { x: 0, y: 0 }, scale: 1 };
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const top = Math.min(...nodes.map(({ position }) => position.y));
  const width = Math.max(...nodes.map(({ position }) => position.x + NODE_WIDTH)) - left;
  const height = Math.max(...nodes.map((node) => node.position.y + heightOf(node))) - top;
  const room = Math.min((frame.width - 2 * MARGIN) / width, (frame.height - 2 * MARGIN) / height);
  const scale = Math.max(SMALLEST, Math.min(1, room));
  return {
    scale,
    position: {
      x: (frame.width - width * scale) / 2 - left * scale,
      y: (frame.height - height * scale) / 2 - top * scale,
    },
  };
}
