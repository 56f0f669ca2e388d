import { Inject, Injectable } from '@nestjs/common';
import type { SubmitRecords, SubmittedRecord } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { LicensingService } from '../../../house/licensing';
import { ContactFieldStore } from '../data/contact-field.store';
import { IdempotencyStore } from '../data/idempotency.store';
import { checkContact, checkFields } from '../domain/check-contact';
import { ContactIntake, type IntakeResult } from './contact-intake';
import { RecordCampaigns } from './record-campaigns';
import { Records } from './records';

export type SubmitRefusal =
  Refusal<'campaign-not-found' | 'idempotency-key-reused'> | (Refusal<'limit-reached'> & { readonly meterId: string });

type Given = SubmitRecords['records'][number];
type Checked = { readonly given: Given; readonly errors: { field: string; rule: string }[] };

/** Records that a program brings, each recognised as in an import; repeated under the same key, it is done once. */
@Injectable()
export class SubmitRecordsUseCase {
  constructor(
    private readonly database: Database,
    private readonly fields: ContactFieldStore,
    private readonly intake: ContactIntake,
    private readonly records: Records,
    private readonly campaigns: RecordCampaigns,
    private readonly idempotency: IdempotencyStore,
    private readonly licensing: LicensingService,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async submit(
    body: SubmitRecords,
    key: string | null,
    meta: EventMeta,
  ): Promise<Outcome<{ records: SubmittedRecord[]; repeated: boolean }, SubmitRefusal>> {
    if (!(await this.campaigns.names()).has(body.campaignId)) return refused({ code: 'campaign-not-found' });
    return this.database.transaction(async (tx) => {
      const limit = await this.licensing.checkMetered(tx, 'limit-records', body.records.length);
      if (!limit.ok) return refused({ code: 'limit-reached', meterId: 'limit-records' });
      if (key === null) return accepted({ records: await this.take(tx, body, meta), repeated: false });
      const of = { owner: meta.actor.id, key, request: body };
      const done = await this.idempotency.once(tx, of, meta.at, () => this.take(tx, body, meta));
      return done.ok ? accepted({ records: done.value.value, repeated: done.value.repeated }) : done;
    });
  }

  private async take(tx: Transaction, body: SubmitRecords, meta: EventMeta): Promise<SubmittedRecord[]> {
    const of = { campaignId: body.campaignId, sourceId: this.ids.next() };
    await this.records.addSource(
      tx,
      { id: of.sourceId, campaignId: of.campaignId, kind: 'api', name: body.source },
      meta,
    );
    const checked = await this.check(tx, body);
    const good = checked.filter(({ errors }) => errors.length === 0);
    const contacts = good.map(({ given }) => given.contact);
    const prepared = await this.intake.prepare(tx, contacts, body.onKnown);
    const { results } = await this.intake.take(tx, prepared, of.sourceId, meta);
    const taken = results[Symbol.iterator]();
    const answers: SubmittedRecord[] = [];
    for (const { given, errors } of checked) {
      const result = errors.length > 0 ? null : (taken.next().value as IntakeResult);
      answers.push(result ? await this.addRecord(tx, of, given, result, meta) : refusedWith(errors));
    }
    return answers;
  }

  private async check(tx: Transaction, { campaignId, records }: SubmitRecords): Promise<Checked[]> {
    const [ofContacts, ofCampaign] = [await this.fields.ofScope(tx, null), await this.fields.ofScope(tx, campaignId)];
    return records.map((given) => {
      const contact = checkContact(given.contact, ofContacts);
      const own = checkFields(given.fields, ofCampaign);
      const errors = [...(contact.ok ? [] : prefixed('contact.', contact.errors)), ...own.errors].map(
        ({ field, rule }) => ({ field, rule }),
      );
      const nobody = contact.ok && isNobody(contact.value);
      if (nobody) errors.push({ field: 'contact', rule: 'required' });
      return { given: contact.ok ? { ...given, contact: contact.value, fields: own.values } : given, errors };
    });
  }

  private async addRecord(
    tx: Transaction,
    of: { campaignId: string; sourceId: string },
    given: Given,
    result: IntakeResult,
    meta: EventMeta,
  ): Promise<SubmittedRecord> {
    if (result.outcome === 'taken') return refusedWith([{ field: `contact.fields.${result.key}`, rule: 'unique' }]);
    const { contactId, outcome } = result;
    if (outcome === 'skipped') return { outcome, contactId, recordId: null, errors: [] };
    const { contact: _contact, ...record } = given;
    const added = await this.records.add(tx, of, { ...record, contactId }, meta);
    if (added.ok) return { outcome, contactId, recordId: added.value.id, errors: [] };
    const rule = added.refusal.code;
    return { outcome: 'refused', contactId, recordId: null, errors: [{ field: 'externalKey', rule }] };
  }
}

/** Without a name, a company, a number or a mail there is nobody to contact. */
export const isNobody = (contact: {
  firstName: string;
  lastName: string;
  company: string;
  phones: readonly string[];
  emails: readonly string[];
}): boolean =>
  `${contact.firstName}${contact.lastName}${contact.company}` === '' &&
  contact.phones.length + contact.emails.length === 0;

const refusedWith = (errors: { field: string; rule: string }[]): SubmittedRecord => ({
  outcome: 'refused',
  contactId: null,
  recordId: null,
  errors,
});

const prefixed = (prefix: string, errors: readonly { field: string; rule: string }[]) =>
  errors.map(({ field, rule }) => ({ field: `${prefix}${field}`, rule }));
