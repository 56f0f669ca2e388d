import { Injectable } from '@nestjs/common';
import { surveyDocumentSchema, type Page, type SurveyDocument, type SurveyVersion } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly number: number;
  readonly note: string;
  readonly published_at: Date;
  readonly published_by: string | null;
  readonly publisher: string | null;
  readonly live: boolean;
}

const COLUMNS = `v.number, v.note, v.published_at, v.published_by, u.first_name || ' ' || u.last_name as publisher,
  v.number = s.live_version is true as live`;
const FROM = 'survey_version v join survey s on s.id = v.survey_id left join app_user u on u.id = v.published_by';
const SORTING = {
  columns: { number: { sql: 'v.number', type: 'integer' } },
  default: '-number',
  id: { sql: 'v.number', type: 'integer' },
} as const;

/** Published versions: written once, read for ever. */
@Injectable()
export class SurveyVersionStore {
  private readonly documents = new Map<string, SurveyDocument>();

  constructor(private readonly database: Database) {}

  async page(surveyId: string, query: { limit: number; after?: string | undefined }): Promise<Page<SurveyVersion>> {
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: FROM, where: ['v.survey_id = $1'], parameters: [surveyId] },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toVersion), next: page.next };
  }

  async find(tx: Transaction, surveyId: string, number: number): Promise<SurveyVersion | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ${FROM} where v.survey_id = $1 and v.number = $2`, [
      surveyId,
      number,
    ]);
    return row ? toVersion(row) : null;
  }

  /** The number of the live version. */
  async live(tx: Transaction, surveyId: string): Promise<number | null> {
    const [row] = await tx.query<{ live_version: number | null }[]>('select live_version from survey where id = $1', [
      surveyId,
    ]);
    return row?.live_version ?? null;
  }

  /** A version never changes, so it is read once by each process. */
  async document(tx: Transaction, surveyId: string, number: number): Promise<SurveyDocument | null> {
    const key = `${surveyId}@${number}`;
    const known = this.documents.get(key);
    if (known) return known;
    const [row] = await tx.query<{ document: unknown }[]>(
      'select document from survey_version where survey_id = $1 and number = $2',
      [surveyId, number],
    );
    if (!row) return null;
    const document = surveyDocumentSchema.parse(row.document);
    this.documents.set(key, document);
    return document;
  }

  /** Every version, newest first: what results call the questions. */
  async allOf(tx: Transaction, surveyId: string): Promise<SurveyDocument[]> {
    const rows = await tx.query<{ number: number }[]>(
      'select number from survey_version where survey_id = $1 order by number desc limit 200',
      [surveyId],
    );
    const found: SurveyDocument[] = [];
    for (const { number } of rows) {
      const document = await this.document(tx, surveyId, number);
      if (document) found.push(document);
    }
    return found;
  }

  /** The version's number; it is the live one from now on. */
  async publish(
    tx: Transaction,
    surveyId: string,
    version: { document: SurveyDocument; note: string; at: number; by: string | null },
  ): Promise<number> {
    const [row] = await tx.query<{ number: number }[]>(
      `insert into survey_version (survey_id, number, document, note, published_at, published_by)
       select $1, coalesce(max(number), 0) + 1, $2, $3, $4, (select id from app_user where id = $5)
       from survey_version where survey_id = $1 returning number`,
      [surveyId, JSON.stringify(version.document), version.note, new Date(version.at), version.by],
    );
    if (!row) throw new Error('A version was not written');
    await tx.query('update survey set live_version = $2 where id = $1', [surveyId, row.number]);
    return row.number;
  }
}

const toVersion = (row: Row): SurveyVersion => ({
  number: row.number,
  note: row.note,
  publishedAt: row.published_at.toISOString(),
  publishedBy: row.published_by === null ? null : { id: row.published_by, name: row.publisher ?? '' },
  live: row.live,
});
