import { saveGoalSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { GoalStore } from '../data/goal.store';
import { Goals } from '../use-cases/goals';
import { goalProblem } from './goals.controller';

const WHOEVER = { supervised: null };
const idsOf = (named: readonly { id: string }[]): string[] => named.map(({ id }) => id);

/** Goals of campaigns and agents in the text of the configuration; how far they are is counted. */
export const configuredGoals = configured(
  { kind: 'goals', schema: saveGoalSchema, needs: [GoalStore, Goals] },
  (store, goals) => ({
    page: async (asked) => {
      const { items, next } = await store.page(asked, null);
      return {
        items: items.map((goal) => ({ ...goal, campaignIds: idsOf(goal.campaigns), agentIds: idsOf(goal.agents) })),
        next,
      };
    },
    settings: {
      create: (given, meta) => goals.save(null, given, WHOEVER, meta),
      update: (id, given, meta) => goals.save(id, given, WHOEVER, meta),
      remove: (id, meta) => goals.remove(id, WHOEVER, meta),
    },
    problem: goalProblem,
  }),
);
