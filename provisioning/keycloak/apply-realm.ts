import type { KeycloakAdmin } from '../../backend/src/platform/keycloak';
import { differences, merged, type ClientPlan, type MapperPlan, type RealmPlan } from './realm-plan';

type Representation = Record<string, unknown> & { readonly id: string };

/** Makes the realm as planned and answers what had to be changed; an empty list when everything was so already. */
export async function applyRealm(admin: KeycloakAdmin, plan: RealmPlan): Promise<string[]> {
  const changes = [...(await applySettings(admin, plan)), ...(await applyRoles(admin, plan))];
  // In the order of the file, yet clients before what refers to them: the audience mapper names the API's client.
  for (const client of plan.clients) changes.push(...(await applyClient(admin, plan.realm, client)));
  for (const client of plan.clients) changes.push(...(await applyClientParts(admin, plan.realm, client)));
  return changes;
}

async function applySettings(admin: KeycloakAdmin, { realm, settings }: RealmPlan): Promise<string[]> {
  const actual = await admin.find<Representation>(`/${realm}`);
  if (!actual) {
    await admin.send('POST', '', { realm, ...settings });
    return [`realm ${realm}: created`];
  }
  const wrong = differences(settings, actual);
  if (wrong.length > 0) await admin.send('PUT', `/${realm}`, merged(settings, actual));
  return wrong.map((key) => `realm ${realm}: ${key}`);
}

async function applyRoles(admin: KeycloakAdmin, { realm, roles }: RealmPlan): Promise<string[]> {
  const changes: string[] = [];
  for (const role of roles) {
    const actual = await admin.find<Representation>(`/${realm}/roles/${role.name}`);
    if (!actual) await admin.send('POST', `/${realm}/roles`, role);
    else if (differences(role, actual).length > 0)
      await admin.send('PUT', `/${realm}/roles/${role.name}`, merged(role, actual));
    else continue;
    changes.push(`role ${role.name}: ${actual ? 'changed' : 'created'}`);
  }
  return changes;
}

async function findClient(admin: KeycloakAdmin, realm: string, clientId: string): Promise<Representation | undefined> {
  const [client] = await admin.get<Representation[]>(
    `/${realm}/clients?${new URLSearchParams({ clientId }).toString()}`,
  );
  return client;
}

async function applyClient(admin: KeycloakAdmin, realm: string, plan: ClientPlan): Promise<string[]> {
  const { protocolMappers: _mappers, serviceAccountRoles: _roles, ...client } = plan;
  const actual = await findClient(admin, realm, client.clientId);
  if (!actual) {
    await admin.send('POST', `/${realm}/clients`, client);
    return [`client ${client.clientId}: created`];
  }
  const wrong = differences(client, actual);
  if (wrong.length > 0) await admin.send('PUT', `/${realm}/clients/${actual.id}`, merged(client, actual));
  return wrong.map((key) => `client ${client.clientId}: ${key}`);
}

async function applyClientParts(admin: KeycloakAdmin, realm: string, plan: ClientPlan): Promise<string[]> {
  const client = await findClient(admin, realm, plan.clientId);
  if (!client) throw new Error(`The client ${plan.clientId} vanished`);
  const changes: string[] = [];
  for (const mapper of plan.protocolMappers ?? [])
    changes.push(...(await applyMapper(admin, `/${realm}/clients/${client.id}`, mapper)));
  if (plan.serviceAccountRoles)
    changes.push(...(await applyServiceRoles(admin, realm, { client, roles: plan.serviceAccountRoles })));
  return changes.map((change) => `client ${plan.clientId}: ${change}`);
}

async function applyMapper(admin: KeycloakAdmin, client: string, mapper: MapperPlan): Promise<string[]> {
  const path = `${client}/protocol-mappers/models`;
  const actual = (await admin.get<Representation[]>(path)).find(({ name }) => name === mapper.name);
  if (!actual) await admin.send('POST', path, mapper);
  else if (differences(mapper, actual).length > 0)
    await admin.send('PUT', `${path}/${actual.id}`, merged(mapper, actual));
  else return [];
  return [`mapper ${mapper.name} ${actual ? 'changed' : 'created'}`];
}

async function applyServiceRoles(
  admin: KeycloakAdmin,
  realm: string,
  { client, roles }: { client: Representation; roles: readonly string[] },
): Promise<string[]> {
  const management = await findClient(admin, realm, 'realm-management');
  if (!management) throw new Error('Keycloak has no client realm-management in the realm');
  const account = await admin.get<Representation>(`/${realm}/clients/${client.id}/service-account-user`);
  const path = `/${realm}/users/${account.id}/role-mappings/clients/${management.id}`;
  const held = (await admin.get<Representation[]>(path)).map(({ name }) => name);
  const missing = roles.filter((role) => !held.includes(role));
  if (missing.length === 0) return [];
  const granted = await Promise.all(
    missing.map((role) => admin.get<Representation>(`/${realm}/clients/${management.id}/roles/${role}`)),
  );
  await admin.send('POST', path, granted);
  return missing.map((role) => `service account role ${role}`);
}
