/** Users, roles, sign-in and workstations: who may come in and what they may do. */
export { IdentityModule } from './identity.module';
export { identityArea } from './identity.config';
export { WorkstationPorts } from './port/workstation-ports';
export type { LiveCalls, PhoneSettingsSource } from './port/workstation-ports';
export { Supervision, type QueuesOfGroups } from './port/supervision';
export { PlatformFacts } from './port/platform-facts';
export { AccountLinks } from './use-cases/account-links';
export { Groups } from './use-cases/groups';
export { UserDirectory } from './use-cases/user-directory';
export type { UserName } from './use-cases/user-directory';
export { Users } from './use-cases/users';
export { Sessions } from './use-cases/sessions';
export type * from './domain/events';
export { insertStranger } from './data/stranger';
