import { Injectable } from '@nestjs/common';
import { FORBIDDEN_SCHEMES, type ExternalUrlRules } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { UrlRulesStore } from '../data/rules.store';
import { checkUrlTemplate, renderUrl, type UrlRefusal, type UrlVariables } from '../domain/url-template';

/** `url-scheme`: it would run in the page instead of leading elsewhere. */
export type UrlRulesRefusal = Refusal<'url-scheme' | 'changed-meanwhile'>;

/** Addresses outside that desks open with values of the conversation. */
@Injectable()
export class ExternalUrls {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly rules: UrlRulesStore,
  ) {}

  /** Before a template is saved. */
  async check(template: string): Promise<Outcome<void, UrlRefusal>> {
    return checkUrlTemplate(template, await this.rules.read());
  }

  /** The address to be opened now, under the rules of now. */
  async render(tx: Transaction, template: string, variables: UrlVariables): Promise<Outcome<string, UrlRefusal>> {
    return renderUrl(template, variables, await this.rules.read(tx));
  }

  async change(given: ExternalUrlRules, meta: EventMeta): Promise<Outcome<ExternalUrlRules, UrlRulesRefusal>> {
    if (given.schemes.some((scheme) => (FORBIDDEN_SCHEMES as readonly string[]).includes(scheme)))
      return refused({ code: 'url-scheme' });
    return this.database.transaction(async (tx) => {
      const before = await this.rules.read(tx);
      if (!(await this.rules.write(tx, given))) return refused({ code: 'changed-meanwhile' });
      const after = await this.rules.read(tx);
      const event = { type: 'ExternalUrlRulesChanged', data: { before, after } };
      await this.journal.append(tx, 'external-url-rules', [event], meta);
      return accepted(after);
    });
  }
}
