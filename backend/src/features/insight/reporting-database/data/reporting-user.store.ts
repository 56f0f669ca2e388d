import { Injectable } from '@nestjs/common';
import type { Page, PageQuery, ReportingUser } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly login: string;
  readonly purpose: string;
  readonly created_at: Date;
  readonly password_at: Date;
}

/** A role as it has to be in the reporting cluster. */
export interface WantedRole {
  readonly role: string;
  readonly verifier: string;
}

const COLUMNS = 'u.id, u.login, u.purpose, u.created_at, u.password_at';
const SORTING = {
  columns: { login: { sql: 'u.login', type: 'text' }, createdAt: { sql: 'u.created_at', type: 'timestamptz' } },
  default: 'login',
  id: { sql: 'u.id', type: 'uuid' },
} as const;

/** Nobody's role of ours begins so, and PostgreSQL's own never do. */
const roleOf = (login: string): string => `bi_${login}`;

@Injectable()
export class ReportingUserStore {
  constructor(private readonly database: Database) {}

  async page(query: PageQuery & { readonly sort?: string | undefined }): Promise<Page<ReportingUser>> {
    const parameters = query.search ? [containsPattern(query.search)] : [];
    const where = query.search ? [`searchable(u.login || ' ' || u.purpose) like searchable($1)`] : [];
    const sql = { select: COLUMNS, from: 'reporting_user u', where, parameters };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toUser), next: page.next };
  }

  /** False: the login is taken. */
  async insert(
    tx: Transaction,
    user: { id: string; login: string; purpose: string; verifier: string; at: Instant },
  ): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `insert into reporting_user (id, login, purpose, verifier, created_at, password_at)
       values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), to_timestamp($5 / 1000.0)) on conflict (login) do nothing returning id`,
      [user.id, user.login, user.purpose, user.verifier, user.at],
    );
    return rows.length > 0;
  }

  async find(tx: Transaction, id: string): Promise<ReportingUser | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from reporting_user u where u.id = $1 for update`, [id]);
    return row ? toUser(row) : null;
  }

  async rotate(tx: Transaction, id: string, verifier: string, at: Instant): Promise<void> {
    await tx.query('update reporting_user set verifier = $2, password_at = to_timestamp($3 / 1000.0) where id = $1', [
      id,
      verifier,
      at,
    ]);
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from reporting_user where id = $1', [id]);
  }

  async wanted(): Promise<readonly WantedRole[]> {
    const rows = await this.database.read.query<{ login: string; verifier: string }[]>(
      'select login, verifier from reporting_user order by login',
    );
    return rows.map(({ login, verifier }) => ({ role: roleOf(login), verifier }));
  }
}

const toUser = ({ created_at, password_at, ...row }: Row): ReportingUser => ({
  ...row,
  role: roleOf(row.login),
  createdAt: created_at.toISOString(),
  passwordAt: password_at.toISOString(),
});
