import { saveGroupSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { GroupStore } from '../data/group.store';
import { Groups } from '../use-cases/groups';
import { problemOfRefusal } from './refusals';

/** Groups in the text of the configuration; their members are data of people, and stay as they are. */
export const configuredGroups = configured(
  { kind: 'groups', schema: saveGroupSchema.omit({ memberIds: true }), needs: [GroupStore, Groups] },
  (store, settings) => ({
    page: (asked) => store.list(asked),
    settings: {
      create: (given, meta) => settings.create(given, meta),
      update: (id, given, meta) => settings.update(id, given, meta),
      remove: (id, meta) => settings.delete(id, meta),
    },
    problem: problemOfRefusal,
  }),
);
