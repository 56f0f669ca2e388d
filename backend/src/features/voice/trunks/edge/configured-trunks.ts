import { saveTrunkSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { TrunkStore } from '../data/trunk.store';
import { TrunkSettings } from '../use-cases/trunk-settings';
import { trunkProblem } from './trunk-problems';

/** Trunks in the text of the configuration. Their passwords are never given out; one that is saved again keeps its own. */
export const configuredTrunks = configured(
  { kind: 'trunks', schema: saveTrunkSchema, needs: [TrunkStore, TrunkSettings] },
  (store, settings) => ({
    page: (asked) => store.page(asked),
    settings,
    problem: trunkProblem,
  }),
);
