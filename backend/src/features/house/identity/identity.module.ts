import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { config } from '../../../platform/config';
import { ACCESS_GUARD, PRINCIPALS } from '../../../platform/http';
import { MailModule } from '../../../platform/mail';
import { RealtimeModule } from '../../../platform/realtime';
import { Schedule } from '../../../platform/schedule';
import { MeterSources } from '../licensing';
import { ServiceLevelModule } from '../service-level';
import { AccessStore } from './data/access.store';
import { AccountLinkStore } from './data/account-link.store';
import { AuditView } from './data/audit.view';
import { GroupStore } from './data/group.store';
import { IpListStore } from './data/ip-list.store';
import { PermissionSetStore } from './data/permission-set.store';
import { SessionStore } from './data/session.store';
import { UserLinksStore } from './data/user-links.store';
import { UserStore } from './data/user.store';
import { configuredIpLists, configuredPermissionSets, namedUsers } from './edge/configured-access';
import { configuredGroups } from './edge/configured-groups';
import { AccessChanges } from './edge/access-changes';
import { AccountController } from './edge/account.controller';
import { AuditController } from './edge/audit.controller';
import { GroupsController } from './edge/groups.controller';
import { IdentityGuard } from './edge/identity-guard';
import { IpListsController } from './edge/ip-lists.controller';
import { MeController } from './edge/me.controller';
import { MeView } from './edge/me.view';
import { PermissionSetsController } from './edge/permission-sets.controller';
import { Principals } from './edge/principals';
import { ProviderHealth } from './edge/provider-health';
import { SignInController } from './edge/sign-in.controller';
import { SocketEndings } from './edge/socket-endings';
import { TokenVerifier, VERIFIER_TIMING, verifierTiming } from './edge/token-verifier';
import { UsersController } from './edge/users.controller';
import { AccountStore } from './embedded/account.store';
import { AttemptStore } from './embedded/attempt.store';
import { EmbeddedIdentityProvider } from './embedded/embedded-identity-provider';
import { EMBEDDED_PATH, EmbeddedServer } from './embedded/embedded-server';
import { EmbeddedSettings } from './embedded/embedded-settings';
import { LoginHandler } from './embedded/login-handler';
import { PasswordCheck } from './embedded/password-check';
import { SigningKeys } from './embedded/signing-keys';
import { Sweep } from './embedded/sweep';
import { identityArea } from './identity.config';
import { configuredKeycloak } from './keycloak/configured-keycloak';
import { sessionMeter } from './domain/session-meter';
import { IDENTITY_PROVIDER, type IdentityProvider } from './port/identity-provider';
import { PlatformFacts } from './port/platform-facts';
import { SIGN_OUT_LISTENER } from './port/sign-out-listener';
import { Supervision } from './port/supervision';
import { WorkstationPorts } from './port/workstation-ports';
import { AccountLinks } from './use-cases/account-links';
import { EndSignIn } from './use-cases/end-sign-in';
import { Groups } from './use-cases/groups';
import { IpLists } from './use-cases/ip-lists';
import { PermissionSets } from './use-cases/permission-sets';
import { Preferences } from './use-cases/preferences';
import { RehearseSignIn } from './use-cases/rehearse-sign-in';
import { IDLE_COMMAND, Sessions } from './use-cases/sessions';
import { UserDirectory } from './use-cases/user-directory';
import { Users } from './use-cases/users';

const embedded = [
  EmbeddedSettings,
  AccountStore,
  AttemptStore,
  SigningKeys,
  PasswordCheck,
  LoginHandler,
  EmbeddedIdentityProvider,
  EmbeddedServer,
  Sweep,
];
const stores = [
  ...[AccessStore, AccountLinkStore, AuditView, GroupStore, IpListStore, PermissionSetStore],
  ...[SessionStore, UserLinksStore, UserStore],
];
const useCases = [
  AccountLinks,
  EndSignIn,
  Groups,
  IpLists,
  PermissionSets,
  Preferences,
  RehearseSignIn,
  Sessions,
  Users,
];

const provider = {
  provide: IDENTITY_PROVIDER,
  useFactory: (own: EmbeddedIdentityProvider): IdentityProvider =>
    config(identityArea).mode === 'keycloak' ? configuredKeycloak() : own,
  inject: [EmbeddedIdentityProvider],
};

/** Who may come in and what they may do. Global: it binds the guard of every route and socket. */
@Global()
@Module({
  imports: [MailModule, RealtimeModule, ServiceLevelModule],
  controllers: [
    ...[SignInController, MeController, AccountController, UsersController, GroupsController],
    ...[PermissionSetsController, IpListsController, AuditController],
  ],
  providers: [
    ...embedded,
    ...stores,
    ...useCases,
    provider,
    MeView,
    ...[configuredGroups, configuredIpLists, configuredPermissionSets, namedUsers],
    TokenVerifier,
    IdentityGuard,
    SocketEndings,
    AccessChanges,
    ProviderHealth,
    WorkstationPorts,
    Supervision,
    PlatformFacts,
    UserDirectory,
    { provide: VERIFIER_TIMING, useValue: verifierTiming },
    { provide: SIGN_OUT_LISTENER, useExisting: EndSignIn },
    Principals,
    { provide: ACCESS_GUARD, useExisting: IdentityGuard },
    { provide: PRINCIPALS, useExisting: Principals },
  ],
  exports: [
    ACCESS_GUARD,
    PRINCIPALS,
    IDENTITY_PROVIDER,
    WorkstationPorts,
    Supervision,
    PlatformFacts,
    Sessions,
    Users,
    Groups,
    AccountLinks,
    UserDirectory,
  ],
})
export class IdentityModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly server: EmbeddedServer,
    private readonly schedule: Schedule,
    private readonly sessions: Sessions,
    private readonly meters: MeterSources,
  ) {}

  onModuleInit(): void {
    this.meters.register(sessionMeter);
    this.schedule.on(IDLE_COMMAND, (payload) => this.sessions.endIfIdle((payload as { sessionId: string }).sessionId));
    if (config(identityArea).mode === 'embedded') this.host.httpAdapter?.use(EMBEDDED_PATH, this.server.handler());
  }
}
