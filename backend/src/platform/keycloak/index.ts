/** Keycloak's Admin API, for the identity feature and for provisioning. */
export { KeycloakAdmin, KeycloakError } from './keycloak-admin';
export type { AdminAnswer, AdminGrant, KeycloakAdminOptions } from './keycloak-admin';
