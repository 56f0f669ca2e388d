import type { VerdictPolicy } from './reach-verdict';

/** One question of a tree: below the limit to `below`, else to `above`; a number is the tree's answer. */
export type TreeNode =
  number | { readonly feature: number; readonly limit: number; readonly below: TreeNode; readonly above: TreeNode };

/** A trained model: log-odds of a machine are the sum of what the trees say. */
export interface MachineModel {
  readonly features: readonly string[];
  readonly base: number;
  readonly trees: readonly TreeNode[];
  readonly policy: VerdictPolicy;
}

const answerOf = (node: TreeNode, values: readonly number[]): number => {
  let at = node;
  while (typeof at !== 'number') at = (values[at.feature] ?? 0) < at.limit ? at.below : at.above;
  return at;
};

/** Chance of a machine, 0…1. */
export function chanceOfMachine({ base, trees }: MachineModel, values: readonly number[]): number {
  const odds = trees.reduce<number>((sum, tree) => sum + answerOf(tree, values), base);
  return 1 / (1 + Math.exp(-odds));
}
