import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import {
  pageSchema,
  saveSftpAccountSchema,
  sftpAccountIdSchema,
  sftpAccountListQuerySchema,
  shownSftpAccountSchema,
  type Page,
  type SaveSftpAccount,
  type SftpAccountListQuery,
  type ShownSftpAccount,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { Outcome } from '../../../../kernel/outcome';
import {
  foundOr404,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Cause,
} from '../../../../platform/http';
import type { SftpAccountRefusal } from '../domain/change-accounts';
import { SftpAccounts } from '../use-cases/sftp-accounts';

type ById = z.infer<typeof sftpAccountIdSchema>;

/** Accounts with a folder of their own on the machine's SFTP server. */
@Controller('sftp-accounts')
export class SftpAccountsController {
  constructor(
    private readonly accounts: SftpAccounts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('sftp.manage')
  @RouteSummary('Accounts with their folders as the machine saw them last; at most 50, one page')
  @ZodResponse(pageSchema(shownSftpAccountSchema))
  async list(
    @ZodQuery(sftpAccountListQuerySchema) { search = '', sort }: SftpAccountListQuery,
  ): Promise<Page<ShownSftpAccount>> {
    const found = (await this.accounts.all()).filter(({ name }) => name.includes(search.toLowerCase()));
    return { items: sort === '-name' ? found.reverse() : found, next: null };
  }

  @Get(':id')
  @RequirePermission('sftp.manage')
  @RouteSummary('One account')
  @ZodResponse(shownSftpAccountSchema)
  async one(@ZodParams(sftpAccountIdSchema) { id }: ById): Promise<ShownSftpAccount> {
    return foundOr404(await this.accounts.find(id), 'sftp-account-not-found');
  }

  @Post()
  @RequirePermission('sftp.manage')
  @RouteSummary('A further account; it opens within seconds')
  @ZodResponse(shownSftpAccountSchema, 201)
  async create(
    @ZodBody(saveSftpAccountSchema) body: SaveSftpAccount,
    @RequestCause() cause: Cause,
  ): Promise<ShownSftpAccount> {
    return this.saved(await this.accounts.save(null, body, { ...cause, at: this.clock.now() }));
  }

  @Put(':id')
  @RequirePermission('sftp.manage')
  @RouteSummary('Changes an account; sessions that it no longer allows end')
  @ZodResponse(shownSftpAccountSchema)
  async update(
    @ZodParams(sftpAccountIdSchema) { id }: ById,
    @ZodBody(saveSftpAccountSchema) body: SaveSftpAccount,
    @RequestCause() cause: Cause,
  ): Promise<ShownSftpAccount> {
    return this.saved(await this.accounts.save(id, body, { ...cause, at: this.clock.now() }));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('sftp.manage')
  @RouteSummary('It does not open any more; its files stay on the machine until an account of this name is made again')
  async remove(@ZodParams(sftpAccountIdSchema) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.accounts.remove(id, { ...cause, at: this.clock.now() }), problemOf);
  }

  private async saved(outcome: Outcome<string, SftpAccountRefusal>): Promise<ShownSftpAccount> {
    return this.one({ id: valueOr(outcome, problemOf) });
  }
}

function problemOf({ code }: SftpAccountRefusal): ProblemException {
  switch (code) {
    case 'sftp-account-not-found':
      return new ProblemException(404, code);
    case 'sftp-account-name-taken':
    case 'sftp-accounts-full':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'sftp-account-renamed':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'name', rule: code, message: 'The name is that of the folder and stays' }],
      });
  }
}
