import { branchesOf, type FlowNode } from '#contracts';

/** The card of a node on the canvas; the style sheet of the canvas keeps to these. */
export const NODE_WIDTH = 232;
const HEAD = 64;
const BRANCH = 30;
const FOOT = 6;

export function heightOf(node: FlowNode): number {
  const branches = branchesOf(node).length;
  return branches === 0 ? HEAD : HEAD + branches * BRANCH + FOOT;
}
