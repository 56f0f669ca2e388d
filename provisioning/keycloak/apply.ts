import { processEnvironment } from '../../backend/src/platform/config';
import { KeycloakAdmin } from '../../backend/src/platform/keycloak';
import { applyRealm } from './apply-realm';
import { fillIn, type RealmPlan } from './realm-plan';
import realm from './realm.json';

const USAGE = `Sets up the realm of Centrala in a Keycloak, or finds that nothing needs to change.

  node dist/provisioning/keycloak/apply.js

Environment, or files of these names in CREDENTIALS_DIRECTORY:
  CENTRALA_KEYCLOAK_URL             Keycloak's address
  CENTRALA_PUBLIC_URL               address of the console
  CENTRALA_KEYCLOAK_SECRET          secret that the client centrala-api shall have
  CENTRALA_KEYCLOAK_ADMIN           administrator of the realm master
  CENTRALA_KEYCLOAK_ADMIN_PASSWORD  and the password
`;

async function main(): Promise<void> {
  const admin = new KeycloakAdmin({
    baseUrl: needed('CENTRALA_KEYCLOAK_URL').replace(/\/+$/, ''),
    grant: {
      kind: 'password',
      realm: 'master',
      username: needed('CENTRALA_KEYCLOAK_ADMIN'),
      password: needed('CENTRALA_KEYCLOAK_ADMIN_PASSWORD'),
    },
    timeoutMs: 30_000,
  });
  const plan = fillIn(realm as RealmPlan, {
    PUBLIC_URL: needed('CENTRALA_PUBLIC_URL').replace(/\/+$/, ''),
    API_SECRET: needed('CENTRALA_KEYCLOAK_SECRET'),
  });
  const changes = await applyRealm(admin, plan);
  process.stdout.write(changes.length === 0 ? 'no change\n' : `${changes.join('\n')}\n`);
}

function needed(name: string): string {
  const value = processEnvironment()[name];
  if (value) return value;
  process.stderr.write(`${name} is not set.\n\n${USAGE}`);
  return process.exit(2);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
