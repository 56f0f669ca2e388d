import { Controller, Get, Inject } from '@nestjs/common';
import { z } from 'zod';
import { config } from '../../../../platform/config';
import { Public, RouteSummary, ZodResponse } from '../../../../platform/http';
import { CONSOLE_CLIENT, identityArea, REALM } from '../identity.config';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';

const signInSchema = z.object({
  /** Address of the provider, in front of `/realms`. */
  url: z.string(),
  realm: z.string(),
  clientId: z.string(),
  name: z.string(),
  domain: z.string(),
});

/** Where the console sends people to sign in. */
@Controller('sign-in')
export class SignInController {
  constructor(@Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider) {}

  @Get()
  @Public()
  @RouteSummary('Where to sign in: what keycloak-js needs to start')
  @ZodResponse(signInSchema)
  where(): z.infer<typeof signInSchema> {
    const { platformName: name, domain } = config(identityArea);
    const url = this.provider.issuer.slice(0, -`/realms/${REALM}`.length);
    return { url, realm: REALM, clientId: CONSOLE_CLIENT, name, domain };
  }
}
