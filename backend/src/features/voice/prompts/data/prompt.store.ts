import { Injectable } from '@nestjs/common';
import type { Page, Prompt, PromptName, PromptUse, PromptVariant, SavePrompt } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

/** A variant with the key of its sound, which never leaves the backend. */
export interface StoredVariant extends PromptVariant {
  /** Null: generated live. */
  readonly sound: string | null;
}

interface VariantRow extends Omit<StoredVariant, 'updatedAt'> {
  readonly updatedAt: string;
}

interface Row extends Omit<Prompt, 'variants' | 'updatedAt'> {
  readonly updatedAt: Date;
  readonly variants: VariantRow[];
}

const COLUMNS = `p.id, p.name, p.kind, p.note, p.updated_at as "updatedAt", p.version,
  (select coalesce(jsonb_agg(jsonb_build_object('language', v.language, 'source', v.source, 'template', v.template,
     'voice', v.voice, 'variables', v.variables, 'sound', v.sound, 'milliseconds', v.milliseconds, 'revision', v.revision,
     'updatedAt', v.updated_at) order by v.language), '[]') from prompt_variant v where v.prompt_id = p.id) as variants`;

const SORTING = {
  columns: { name: { sql: 'p.name', type: 'text' }, updatedAt: { sql: 'p.updated_at', type: 'timestamptz' } },
  default: 'name',
  id: { sql: 'p.id', type: 'uuid' },
} as const;

export interface PromptQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly kind?: Prompt['kind'] | undefined;
  readonly language?: string | undefined;
}

/** Prompts and their variants. */
@Injectable()
export class PromptStore {
  constructor(private readonly database: Database) {}

  async page(query: PromptQuery): Promise<Page<Prompt>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search) {
      const pattern = `searchable($${parameters.push(containsPattern(query.search))})`;
      where.push(
        `(searchable(p.name) like ${pattern} or exists (select 1 from prompt_variant v where v.prompt_id = p.id and searchable(v.template) like ${pattern}))`,
      );
    }
    if (query.kind) where.push(`p.kind = $${parameters.push(query.kind)}`);
    if (query.language)
      where.push(
        `exists (select 1 from prompt_variant v where v.prompt_id = p.id and v.language = $${parameters.push(query.language)})`,
      );
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'prompt p', where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toPrompt), next: page.next };
  }

  /** Every prompt that can be heard, for choices; an installation has some hundreds at most. */
  names(): Promise<PromptName[]> {
    return this.database.read.query(
      `select p.id, p.name, p.kind, array_agg(v.language order by v.language) as languages,
         array(select distinct name from prompt_variant w, unnest(w.variables) as name where w.prompt_id = p.id order by name) as variables
       from prompt p join prompt_variant v on v.prompt_id = p.id group by p.id order by p.name limit 1000`,
    );
  }

  async find(tx: Transaction, id: string): Promise<Prompt | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from prompt p where p.id = $1`, [id]);
    return row ? toPrompt(row) : null;
  }

  async insert(tx: Transaction, id: string, { name, kind, note }: SavePrompt, at: Instant): Promise<void> {
    await tx.query(
      'insert into prompt (id, name, kind, note, updated_at) values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))',
      [id, name, kind, note, at],
    );
  }

  /** False: somebody else changed it since `version`. */
  async update(
    tx: Transaction,
    { id, version, at }: { id: string; version: number; at: Instant },
    { name, kind, note }: SavePrompt,
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update prompt set name = $3, kind = $4, note = $5, updated_at = to_timestamp($6 / 1000.0), version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, version, name, kind, note, at],
    );
    return rows.length > 0;
  }

  /** Makes writers of one prompt wait for each other. */
  async lock(tx: Transaction, id: string): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from prompt where id = $1 for update', [id]);
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from prompt_variant where prompt_id = $1', [id]);
    await tx.query('delete from prompt where id = $1', [id]);
  }

  async variants(from: Transaction, id: string): Promise<StoredVariant[]> {
    const rows = await from.query<VariantRow[]>(
      `select language, source, template, voice, variables, sound, milliseconds, revision, to_json(updated_at)#>>'{}' as "updatedAt"
       from prompt_variant where prompt_id = $1 order by language`,
      [id],
    );
    return rows.map(toVariant);
  }

  /** Puts a variant in place of the one before; the prompt's own version grows, so lists show it as changed. */
  async saveVariant(
    tx: Transaction,
    id: string,
    variant: Omit<StoredVariant, 'revision' | 'updatedAt'>,
    at: Instant,
  ): Promise<void> {
    const { language, source, template, voice, variables, sound, milliseconds } = variant;
    await tx.query(
      `insert into prompt_variant (prompt_id, language, source, template, voice, variables, sound, milliseconds, revision, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 1, to_timestamp($9 / 1000.0))
       on conflict (prompt_id, language) do update set source = excluded.source, template = excluded.template,
         voice = excluded.voice, variables = excluded.variables, sound = excluded.sound, milliseconds = excluded.milliseconds,
         revision = prompt_variant.revision + 1, updated_at = excluded.updated_at`,
      [id, language, source, template, voice, variables, sound, milliseconds, at],
    );
    await this.touch(tx, id, at);
  }

  async removeVariant(tx: Transaction, id: string, language: string, at: Instant): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'delete from prompt_variant where prompt_id = $1 and language = $2 returning language',
      [id, language],
    );
    if (rows.length > 0) await this.touch(tx, id, at);
    return rows.length > 0;
  }

  playlistsWith(from: Transaction, id: string): Promise<PromptUse[]> {
    return from.query(
      `select distinct 'playlist' as kind, l.id, l.name from playlist_item i join playlist l on l.id = i.playlist_id
       where i.prompt_id = $1 order by l.name limit 50`,
      [id],
    );
  }

  private async touch(tx: Transaction, id: string, at: Instant): Promise<void> {
    await tx.query('update prompt set updated_at = to_timestamp($2 / 1000.0), version = version + 1 where id = $1', [
      id,
      at,
    ]);
  }
}

const toVariant = (row: VariantRow): StoredVariant => ({ ...row, updatedAt: new Date(row.updatedAt).toISOString() });

function toPrompt(row: Row): Prompt {
  const variants = row.variants.map((each): PromptVariant => {
    const { sound: _sound, ...variant } = toVariant(each);
    return variant;
  });
  return { ...row, updatedAt: row.updatedAt.toISOString(), variants };
}
