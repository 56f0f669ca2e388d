import { saveBreakKindSchema, saveBreakLimitSchema } from '#contracts';
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
      remove: (id, meta) => settings.removeKind(id, meta),
    },
    problem: breakProblem,
  }),
);

const time = (minute: number): string =>
  [minute / 60, minute % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');

/** How many may be on a break at once in the text of the configuration. */
export const configuredBreakLimits = configured(
  {
    kind: 'break-limits',
    schema: saveBreakLimitSchema,
    nameOf: ({ groupId, fromMinute, toMinute }) =>
      `${time(fromMinute)}-${time(toMinute)}${groupId ? ` ${groupId}` : ''}`,
    needs: [BreakKindStore, BreakSettings],
  },
  (store, settings) => ({
    page: (asked) => store.limits(asked),
    settings: {
      create: (given, meta) => settings.createLimit(given, meta),
      update: (id, given, meta) => settings.updateLimit(id, given, meta),
      remove: (id, meta) => settings.removeLimit(id, meta),
    },
    problem: breakProblem,
  }),
);
