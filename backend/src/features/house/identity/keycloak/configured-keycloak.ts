import { config } from '../../../../platform/config';
import { KeycloakAdmin } from '../../../../platform/keycloak';
import { API_AUDIENCE, identityArea, REALM } from '../identity.config';
import { KeycloakIdentityProvider } from './keycloak-identity-provider';

/** The Keycloak that the configuration names. */
export function configuredKeycloak(): KeycloakIdentityProvider {
  const { keycloakUrl, keycloakInternalUrl, keycloakSecret } = config(identityArea);
  if (!keycloakSecret)
    throw new Error('CENTRALA_KEYCLOAK_SECRET is not set: the service account of centrala-api needs it');
  const publicUrl = keycloakUrl.replace(/\/+$/, '');
  const internalUrl = keycloakInternalUrl.replace(/\/+$/, '') || publicUrl;
  const admin = new KeycloakAdmin({
    baseUrl: internalUrl,
    grant: { kind: 'client', realm: REALM, clientId: API_AUDIENCE, secret: keycloakSecret },
  });
  return new KeycloakIdentityProvider({ publicUrl, internalUrl }, admin);
}
