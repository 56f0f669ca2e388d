import { saveDiallingStrategySchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { StrategyStore } from '../data/strategy.store';
import { Strategies } from '../use-cases/strategies';
import { strategyProblem } from './campaign-problem';

/** Strategies of dialling order in the text of the configuration. */
export const configuredStrategies = configured(
  { kind: 'dialling-strategies', schema: saveDiallingStrategySchema, needs: [StrategyStore, Strategies] },
  (store, strategies) => ({
    page: (asked) => store.page(asked),
    settings: {
      create: (given, meta) => strategies.save(null, given, meta),
      update: (id, given, meta) => strategies.save(id, given, meta),
      remove: (id, meta) => strategies.remove(id, meta),
    },
    problem: strategyProblem,
  }),
);
