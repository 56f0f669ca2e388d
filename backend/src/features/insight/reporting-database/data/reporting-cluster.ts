import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Instant } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { createDataSource, Database, type Transaction } from '../../../../platform/database';
import { droppedMonths, KEPT, monthStatements, SCHEMA, schemaStatements } from '../domain/schema';
import type { Month } from '../domain/months';
import type { ReportingTable } from '../domain/table';
import { reportingDatabaseArea } from '../reporting-database.config';
import type { Rows } from './platform-source';

/** How far it has been filled; `fingerprint`: of the schema that it has. */
export interface Progress {
  readonly fingerprint: string;
  readonly position: number;
  readonly since: Instant;
}

/** A statement of the projector may go over months when everything is filled anew. */
const STATEMENT_MS = 3_600_000;
const LOCK = 7_262_031;

/** The reporting database's side, over a connection of its own. */
@Injectable()
export class ReportingCluster {
  private opened: Promise<DataSource> | undefined;

  get configured(): boolean {
    return this.url !== '';
  }

  /** Where the cluster itself listens, for whoever lets users through to it. */
  get address(): { host: string; port: number; database: string } {
    const { hostname, port, pathname } = new URL(this.url);
    return { host: hostname, port: Number(port || 5432), database: pathname.slice(1) };
  }

  /** Members of this role may read, and nothing else. Its name has the database in it: clusters of tests have several. */
  get reader(): string {
    return `${this.address.database}_reader`;
  }

  private get url(): string {
    return config(reportingDatabaseArea).url;
  }

  /** One process at a time works on it: undefined when another does. */
  async alone<T>(work: (tx: Transaction) => Promise<T>): Promise<T | undefined> {
    const database = new Database(await this.open());
    return database.transaction(async (tx) => {
      const [row] = await tx.query<{ free: boolean }[]>('select pg_try_advisory_xact_lock($1) as free', [LOCK]);
      return row?.free ? work(tx) : undefined;
    });
  }

  async close(): Promise<void> {
    const opened = await this.opened?.catch(() => undefined);
    this.opened = undefined;
    await opened?.destroy();
  }

  private open(): Promise<DataSource> {
    this.opened ??= createDataSource({ url: this.url, poolSize: 2, statementTimeoutMs: STATEMENT_MS })
      .initialize()
      .catch((error: unknown) => {
        this.opened = undefined; // the next attempt begins anew
        throw error;
      });
    return this.opened;
  }

  /** What every reporting database has, whatever its schema. */
  async prepare(tx: Transaction): Promise<void> {
    const { database } = this.address;
    for (const statement of [
      `do $$ begin create role ${this.reader} nologin; exception when duplicate_object or unique_violation then null; end $$`,
      `create schema if not exists ${KEPT}`,
      `create table if not exists ${KEPT}.role (role text primary key, verifier text not null, connections integer not null)`,
      `revoke all on database "${database}" from public`,
      `revoke all on schema public from public`,
      `grant connect on database "${database}" to ${this.reader}`,
    ])
      await tx.query(statement);
  }

  get fingerprint(): string {
    return createHash('sha256').update(schemaStatements(this.reader).join()).digest('hex');
  }

  async progress(tx: Transaction): Promise<Progress | null> {
    const [there] = await tx.query<{ name: string | null }[]>(`select to_regclass('${KEPT}.progress')::text as name`);
    if (!there?.name) return null;
    const [row] = await tx.query<{ fingerprint: string; position: number; since: Date }[]>(
      `select fingerprint, position, since from ${KEPT}.progress`,
    );
    return row ? { ...row, since: row.since.getTime() } : null;
  }

  async reached(tx: Transaction, { fingerprint, position, since }: Progress): Promise<void> {
    await tx.query(`delete from ${KEPT}.progress`);
    await tx.query(`insert into ${KEPT}.progress values ($1, $2, to_timestamp($3 / 1000.0))`, [
      fingerprint,
      position,
      since,
    ]);
  }

  async makeAnew(tx: Transaction): Promise<void> {
    for (const statement of schemaStatements(this.reader)) await tx.query(statement);
  }

  /** Months that are to come are there, and those before the first are not. */
  async keepMonths(tx: Transaction, months: readonly Month[]): Promise<void> {
    const existing = await tx.query<{ name: string }[]>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relnamespace = '${SCHEMA}'::regnamespace and c.relkind = 'r'`,
    );
    const names = existing.map(({ name }) => name);
    const [first] = months;
    const missing = months.filter(({ text }) => !names.some((name) => name.endsWith(text.replace('-', '_'))));
    for (const statement of [...missing.flatMap(monthStatements), ...(first ? droppedMonths(names, first) : [])])
      await tx.query(statement);
  }

  async replace(
    tx: Transaction,
    { name }: ReportingTable,
    gone: { where: string; parameters: unknown[] },
    rows: Rows,
  ): Promise<void> {
    await tx.query(`delete from ${SCHEMA}.${name} where ${gone.where}`, gone.parameters);
    await this.add(tx, { name }, rows);
  }

  async add(tx: Transaction, { name }: Pick<ReportingTable, 'name'>, rows: Rows): Promise<void> {
    if (rows === '[]') return;
    await tx.query(
      `insert into ${SCHEMA}.${name} select * from json_populate_recordset(null::${SCHEMA}.${name}, $1::json)`,
      [rows],
    );
  }

  async size(tx: Transaction): Promise<{ bytes: number; connections: number }> {
    const [row] = await tx.query<{ bytes: number; connections: number }[]>(
      `select pg_database_size(current_database()) as bytes, (select count(*) from pg_stat_activity a
         join ${KEPT}.role r on r.role = a.usename where a.datname = current_database())::int as connections`,
    );
    return row ?? { bytes: 0, connections: 0 };
  }
}
