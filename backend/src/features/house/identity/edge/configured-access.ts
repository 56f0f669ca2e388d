import { saveIpListSchema, savePermissionSetSchema } from '#contracts';
import { configured, named } from '../../../../platform/configuration';
import { IpListStore } from '../data/ip-list.store';
import { PermissionSetStore } from '../data/permission-set.store';
import { IpLists } from '../use-cases/ip-lists';
import { PermissionSets } from '../use-cases/permission-sets';
import { UserDirectory } from '../use-cases/user-directory';
import { problemOfRefusal } from './refusals';

/** Users are no configuration; what names them does so by their logins. */
export const namedUsers = named('users', [UserDirectory], async (users) =>
  [...(await users.everybody()).values()].map(({ id, login }) => ({ id, name: login })),
);

/** Permission sets in the text of the configuration; who has which is data of people. */
export const configuredPermissionSets = configured(
  { kind: 'permission-sets', schema: savePermissionSetSchema, needs: [PermissionSetStore, PermissionSets] },
  (store, sets) => ({
    page: (asked) => store.list(asked),
    settings: {
      create: (given, meta) => sets.create(given, meta),
      update: (id, given, meta) => sets.update(id, given, meta),
      remove: (id, meta) => sets.delete(id, meta),
    },
    problem: problemOfRefusal,
  }),
);

/** From where users may come in the text of the configuration. */
export const configuredIpLists = configured(
  {
    kind: 'ip-lists',
    schema: saveIpListSchema,
    nameOf: ({ scope }) => Object.values(scope).join(' '),
    needs: [IpListStore, IpLists],
  },
  (store, lists) => ({
    page: async () => ({ items: await store.list(), next: null }),
    settings: {
      create: (given, meta) => lists.create(given, meta),
      update: (id, given, meta) => lists.update(id, given, meta),
      remove: (id, meta) => lists.delete(id, meta),
    },
    problem: problemOfRefusal,
  }),
);
