import { Controller, Get, HttpCode, Inject, Post, StreamableFile } from '@nestjs/common';
import { ZipFile } from 'yazl';
import type { Readable } from 'node:stream';
import { eraseContactSchema, erasureSchema, type EraseContact, type Erasure } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  foundOr404,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodResponse,
  type ById,
  type Cause,
} from '../../../../platform/http';
import { PersonStore } from '../data/person.store';
import { PersonRequests, type PersonRefusal } from '../use-cases/person-requests';
import { certificatePage, copyPage } from './person-documents';

/** What persons may ask for: a copy of their data, and that it be erased. */
@Controller()
export class PrivacyController {
  constructor(
    private readonly requests: PersonRequests,
    private readonly store: PersonStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('contacts/:id/personal-data')
  @HttpCode(200)
  @RequirePermission('privacy.manage')
  @RouteSummary('Everything the platform keeps about a person: JSON and a page to read, in a ZIP', ['application/zip'])
  async copy(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<StreamableFile> {
    const at = this.clock.now();
    const copy = valueOr(await this.requests.copy(id, { ...cause, at }), personProblem);
    const zip = new ZipFile();
    const mtime = new Date(at);
    zip.addBuffer(Buffer.from(JSON.stringify(copy, null, 2)), 'data.json', { mtime });
    zip.addBuffer(Buffer.from(copyPage(copy, mtime.toISOString())), 'dane-osobowe.html', { mtime });
    zip.end();
    return new StreamableFile(zip.outputStream as Readable, {
      type: 'application/zip',
      disposition: `attachment; filename="personal-data-${id}.zip"`,
    });
  }

  @Post('contacts/:id/erasure')
  @HttpCode(200)
  @RequirePermission('privacy.manage')
  @RouteSummary(
    'Erases a person: contact, records, consents, recordings and what the journal says. There is no way back',
  )
  @ZodResponse(erasureSchema)
  async erase(
    @ZodParams(byId) { id }: ById,
    @ZodBody(eraseContactSchema) body: EraseContact,
    @RequestCause() cause: Cause,
  ): Promise<Erasure> {
    return valueOr(await this.requests.erase(id, body, { ...cause, at: this.clock.now() }), personProblem);
  }

  @Get('erasures/:id/certificate')
  @RequirePermission('privacy.manage')
  @RouteSummary('What an erasure reached, as a page to print', ['text/html'])
  async certificate(@ZodParams(byId) { id }: ById): Promise<StreamableFile> {
    const erasure = foundOr404(await this.store.erasure(this.database.read, id), 'erasure-not-found');
    return new StreamableFile(Buffer.from(certificatePage(erasure)), {
      type: 'text/html; charset=utf-8',
      disposition: `attachment; filename="certificate-${id}.html"`,
    });
  }
}

function personProblem({ code }: PersonRefusal): ProblemException {
  switch (code) {
    case 'contact-not-found':
      return new ProblemException(404, code);
  }
}
