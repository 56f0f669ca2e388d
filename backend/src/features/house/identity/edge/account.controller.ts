import { Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { activateSchema, requestResetSchema } from '#contracts';
import { Public, RequestCause, RouteSummary, ZodBody, type Cause } from '../../../../platform/http';
import { AccountLinks } from '../use-cases/account-links';
import { valueOf } from './refusals';

type Activate = z.infer<typeof activateSchema>;

/** What a person does about the own account before signing in. Rate-limited by address. */
@Controller('account')
export class AccountController {
  constructor(private readonly links: AccountLinks) {}

  @Post('activate')
  @HttpCode(204)
  @Public()
  @RouteSummary('Sets the first password through an activation link')
  async activate(@ZodBody(activateSchema) given: Activate, @RequestCause() cause: Cause): Promise<void> {
    valueOf(await this.links.complete('activation', given, cause));
  }

  @Post('password-reset')
  @HttpCode(204)
  @Public()
  @RouteSummary('Mails a password reset link, if there is such a user; the answer does not tell')
  async request(
    @ZodBody(requestResetSchema) { login }: z.infer<typeof requestResetSchema>,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    // Not awaited: the time that sending takes would tell whether the login exists.
    void this.links.request(login, cause);
  }

  @Post('password-reset/complete')
  @HttpCode(204)
  @Public()
  @RouteSummary('Sets a new password through a reset link')
  async complete(@ZodBody(activateSchema) given: Activate, @RequestCause() cause: Cause): Promise<void> {
    valueOf(await this.links.complete('password-reset', given, cause));
  }
}
