import { Inject, Injectable } from '@nestjs/common';
import type { ContactField, ExportRequest, FieldValues } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { FileStore } from '../../../../platform/files';
import { csvResponse, type CsvColumn } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { ContactFieldStore } from '../data/contact-field.store';
import { maySee } from '../data/contact-rules';
import {
  ContactExportStore,
  exportKey,
  type ExportedContact,
  type ExportField,
  type ExportFilter,
} from '../data/export.store';

/** Timer that deletes a file: it is full of people. */
export const CONTACT_EXPORT_EXPIRY = 'records.export-expiry';
const KEPT_MS = 7 * 86_400_000;
const PAGE = 1000;

/** Files of contacts: asked for, written by a job, deleted after a week. */
@Injectable()
export class ExportContacts {
  constructor(
    private readonly store: ContactExportStore,
    private readonly fields: ContactFieldStore,
    private readonly files: FileStore,
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The export's id; the file has the fields that who asks may see now. */
  ask(
    wanted: ExportRequest,
    viewer: { readonly role: string; readonly groupIds: readonly string[] },
    meta: EventMeta,
  ): Promise<string> {
    return this.database.transaction(async (tx) => {
      const id = this.ids.next();
      const seen = (fields: readonly ContactField[]): ExportField[] =>
        fields.filter((field) => maySee(viewer, field)).map(({ key, label }) => ({ key, label }));
      const { campaignId, search } = wanted;
      const filter = {
        ...wanted,
        fields: seen(await this.fields.ofScope(tx, null)),
        campaignFields: campaignId === null ? [] : seen(await this.fields.ofScope(tx, campaignId)),
      };
      await this.store.add(tx, id, filter, { id: meta.actor.id, at: meta.at });
      const event = { type: 'ContactExportAsked', data: { exportId: id, campaignId, search } };
      await this.journal.append(tx, `contactexport-${id}`, [event], meta);
      return id;
    });
  }

  async run(id: string): Promise<void> {
    const filter = await this.store.begin(id);
    if (!filter) return;
    const { language } = filter;
    const file = csvResponse(
      { language },
      { name: 'contacts', columns: columnsOf(filter), rows: this.rows(id, filter) },
    );
    const put = await this.files.put({ key: exportKey(id), mediaType: 'text/csv', content: file.getStream() });
    if (!put.ok) return this.failed(id);
    const expiresAt = this.clock.now() + KEPT_MS;
    await this.database.transaction(async (tx) => {
      await this.store.end(tx, id, { state: 'done', expiresAt });
      const timer = { key: `contact-export:${id}`, due: expiresAt, payload: { exportId: id } };
      await this.schedule.at(tx, { ...timer, command: CONTACT_EXPORT_EXPIRY });
    });
  }

  failed(id: string): Promise<void> {
    return this.database.transaction((tx) => this.store.end(tx, id, { state: 'failed' }));
  }

  async expire(id: string): Promise<void> {
    await this.database.transaction((tx) => this.store.end(tx, id, { state: 'expired' }));
    await this.files.delete(exportKey(id));
  }

  private async *rows(id: string, filter: ExportFilter): AsyncGenerator<ExportedContact> {
    let [done, last]: [number, string | null] = [0, null];
    for (;;) {
      const page: ExportedContact[] = await this.store.contacts(filter, last, PAGE);
      yield* page;
      done += page.length;
      last = page.at(-1)?.id ?? null;
      await this.store.progress(id, done);
      if (page.length < PAGE) return;
    }
  }
}

type Column = CsvColumn<ExportedContact>;

/** Headings that an import understands, so that a file can come back. */
function columnsOf({ campaignId, fields, campaignFields }: ExportFilter): Column[] {
  const own: Column[] = [
    { heading: { pl: 'Klucz', en: 'Key' }, value: ({ externalKey }) => externalKey },
    { heading: { pl: 'Priorytet', en: 'Priority' }, value: ({ priority }) => priority },
    ...campaignFields.map((field) => fieldColumn(field, (contact) => contact.campaignFields ?? {})),
  ];
  return [
    { heading: { pl: 'Nazwisko', en: 'Last name' }, value: ({ lastName }) => lastName },
    { heading: { pl: 'Imię', en: 'First name' }, value: ({ firstName }) => firstName },
    { heading: { pl: 'Firma', en: 'Company' }, value: ({ company }) => company },
    { heading: { pl: 'Telefony', en: 'Phones' }, value: ({ phones }) => phones.join(', ') },
    { heading: { pl: 'E-maile', en: 'E-mails' }, value: ({ emails }) => emails.join(', ') },
    { heading: { pl: 'Notatka', en: 'Note' }, value: ({ note }) => note },
    ...fields.map((field) => fieldColumn(field, (contact) => contact.fields)),
    {
      heading: { pl: 'Priorytet w kolejkach', en: 'Queue priority' },
      value: ({ queuePriority }) => queuePriority ?? null,
    },
    { heading: { pl: 'Umiejętności', en: 'Skills' }, value: ({ skills }) => skills ?? '' },
    ...(campaignId === null ? [] : own),
  ];
}

const fieldColumn = ({ key, label }: ExportField, of: (contact: ExportedContact) => FieldValues): Column => ({
  heading: { pl: label, en: label },
  value: (contact) => of(contact)[key] ?? null,
});
