import { saveWallboardSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { WallboardStore } from '../data/wallboard.store';
import { Wallboards } from '../use-cases/wallboards';
import { wallboardProblem } from './wallboards.controller';

const WHOEVER = { supervised: null };

/** Wallboards in the text of the configuration, without the addresses under which they are shown. */
export const configuredWallboards = configured(
  { kind: 'wallboards', schema: saveWallboardSchema, needs: [WallboardStore, Wallboards] },
  (store, wallboards) => ({
    page: (asked) => store.page(asked),
    settings: {
      create: (given, meta) => wallboards.save(null, given, WHOEVER, meta),
      update: (id, given, meta) => wallboards.save(id, given, WHOEVER, meta),
      remove: (id, meta) => wallboards.remove(id, meta),
    },
    problem: wallboardProblem,
  }),
);
