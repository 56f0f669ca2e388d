import { saveBreakKindSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { BreakKindStore } from '../data/break-kind.store';
import { BreakSettings } from '../use-cases/break-settings';
import { breakProblem } from './break-problems';

/** Kinds of breaks in the text of the configuration. */
export const configuredBreaks = configured(
  { kind: 'break-kinds', schema: saveBreakKindSchema, needs: [BreakKindStore, BreakSettings] },
  (store, settings) => ({
    page: (asked) => store.kinds(asked),
    settings: {
      create: (given, meta) => settings.createKind(given, meta),
      update: (id, given, meta) => settings.updateKind(id, given, meta),
    },
    problem: breakProblem,
  }),
);
