import { Controller, Get, Inject } from '@nestjs/common';
import { signInSchema, type SignIn } from '#contracts';
import { config } from '../../../../platform/config';
import { ConsoleOrigins, Public, RouteSummary, ZodResponse } from '../../../../platform/http';
import { CONSOLE_CLIENT, identityArea, REALM } from '../identity.config';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';

/** Where the console sends people to sign in. */
@Controller('sign-in')
export class SignInController {
  constructor(
    @Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider,
    origins: ConsoleOrigins,
  ) {
    if (config(identityArea).mode === 'keycloak') origins.add(this.provider.issuer);
  }

  @Get()
  @Public()
  @RouteSummary('Where to sign in: what keycloak-js needs to start')
  @ZodResponse(signInSchema)
  where(): SignIn {
    const { platformName: name, domain } = config(identityArea);
    const url = this.provider.issuer.slice(0, -`/realms/${REALM}`.length);
    return { url, realm: REALM, clientId: CONSOLE_CLIENT, name, domain };
  }
}
