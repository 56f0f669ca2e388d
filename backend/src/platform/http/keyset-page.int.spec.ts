import { Column, Entity, PrimaryColumn } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { allPages, keysetPage, keysetSqlPage, type PageRequest, type Sorting } from './keyset-page';

@Entity('keyset_row')
class KeysetRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('timestamptz', { nullable: true }) seen: Date | null;
}

const sorting: Sorting<'name' | 'seen'> = {
  columns: { name: { sql: 'r.name', type: 'text' }, seen: { sql: 'r.seen', type: 'timestamptz', nullable: true } },
  default: 'name',
  id: { sql: 'r.id', type: 'uuid' },
};

/** 60 rows: names with many ties, a third without `seen`, neighbours one microsecond apart (less than a JavaScript Date can tell). */
const ROWS = `insert into keyset_row
  select md5(n::text)::uuid, chr(97 + n % 4), case when n % 3 = 0 then null else '2026-01-01'::timestamptz + n % 20 * interval '1 microsecond' end
  from generate_series(1, 60) n`;

describe('keyset pages', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ entities: [KeysetRow] });
    await database.dataSource.query(
      'create table keyset_row (id uuid primary key, name text not null, seen timestamptz)',
    );
    await database.dataSource.query(ROWS);
  });
  afterAll(() => database.close());

  const typeormPage = (request: PageRequest) =>
    keysetPage(
      database.database.read.createQueryBuilder(KeysetRow, 'r').where('r.name <> :name', { name: 'd' }),
      request,
    );
  const sqlPage = (request: PageRequest) =>
    keysetSqlPage<{ id: string }>(
      database.database.read,
      { select: 'r.id, r.seen', from: 'keyset_row r', where: ['r.name <> $1'], parameters: ['d'] },
      request,
    );

  async function expected(sort: string): Promise<string[]> {
    const direction = sort.startsWith('-') ? 'desc' : 'asc';
    const rows = await database.dataSource.query<{ id: string }[]>(
      `select id from keyset_row where name <> 'd' order by ${sort.replace('-', '')} ${direction}, id ${direction}`,
    );
    return rows.map(({ id }) => id);
  }

  describe.each([
    ['a TypeORM query', typeormPage],
    ['hand-written SQL', sqlPage],
  ])('of %s', (_name, page) => {
    it.each(['name', '-name', 'seen', '-seen'])('give every row once, in the order of %s', async (sort) => {
      const ids: string[] = [];
      for await (const row of allPages((after) => page({ sorting, sort, after, limit: 7 }))) ids.push(row.id);
      expect(ids).toEqual(await expected(sort));
    });

    it('end without a cursor when the last page is full', async () => {
      const first = await page({ sorting, limit: 45 });
      expect([first.items.length, first.next]).toEqual([45, null]);
    });

    it('refuse cursors of another order, of another list, and forged ones', async () => {
      const { next } = await page({ sorting, sort: 'name', limit: 2 });
      const forged = Buffer.from(JSON.stringify({ s: 'seen', v: 'no time', i: 'no id' })).toString('base64url');
      for (const [sort, after] of [
        ['-name', next],
        ['name', 'rubbish'],
        ['seen', forged],
      ] as const) {
        await expect(page({ sorting, sort, after: after ?? '', limit: 2 })).rejects.toMatchObject({
          code: 'validation-failed',
          answer: { fields: [{ field: 'after', rule: 'cursor' }] },
        });
      }
    });

    it('carry only what was asked for', async () => {
      const { items } = await page({ sorting, limit: 1 });
      expect(Object.keys(items[0] ?? {}).filter((key) => key.startsWith('keyset'))).toEqual([]);
    });
  });
});
