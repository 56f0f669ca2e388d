import { Injectable } from '@nestjs/common';
import type { AddGsmDevice, GsmCall, GsmCallListQuery, GsmDevice, Page, PageQuery, ToldGsmCall } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Principal } from '../../../../platform/http';

type DeviceRow = Omit<GsmDevice, 'createdAt' | 'revokedAt' | 'lastSeenAt'> & {
  readonly created_at: Date;
  readonly revoked_at: Date | null;
  readonly last_seen_at: Date | null;
};
type CallRow = Omit<GsmCall, 'startedAt' | 'answered'> & { readonly started_at: Date };

/** What a token stands for. */
export interface KnownDevice {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly userId: string;
}

const DEVICE = `d.id, d.name, d.user_id as "userId", u.first_name || ' ' || u.last_name as "userName", d.number, d.created_at, d.revoked_at,
  d.last_seen_at, d.app_version as "appVersion", (select count(*)::int from gsm_call c where c.device_id = d.id) as calls`;
const DEVICES = 'gsm_device d join app_user u on u.id = d.user_id';
const CALL = `c.id, d.name as "deviceName", c.user_id as "userId", u.first_name || ' ' || u.last_name as "userName", c.direction,
  c.from_number as "from", c.to_number as "to", c.started_at, c.duration_seconds as "durationSeconds"`;
const CALLS = 'gsm_call c join gsm_device d on d.id = c.device_id join app_user u on u.id = c.user_id';

const DEVICE_SORTING = {
  columns: {
    createdAt: { sql: 'd.created_at', type: 'timestamptz' },
    name: { sql: 'lower(d.name)', type: 'text' },
  },
  default: '-createdAt',
  id: { sql: 'd.id', type: 'uuid' },
} as const;
const CALL_SORTING = {
  columns: { startedAt: { sql: 'c.started_at', type: 'timestamptz' } },
  default: '-startedAt',
  id: { sql: 'c.id', type: 'uuid' },
} as const;

/** Mobile phones and what they told. */
@Injectable()
export class GsmStore {
  constructor(private readonly database: Database) {}

  async devices(query: PageQuery & { readonly sort?: string | undefined }): Promise<Page<GsmDevice>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    if (query.search) {
      const pattern = `$${parameters.push(containsPattern(query.search))}`;
      where.push(`searchable(d.name || ' ' || d.number || ' ' || u.last_name) like searchable(${pattern})`);
    }
    const sql = { select: DEVICE, from: DEVICES, where, parameters };
    const page = await keysetSqlPage<DeviceRow>(this.database.read, sql, { sorting: DEVICE_SORTING, ...query });
    return { items: page.items.map(toDevice), next: page.next };
  }

  async device(tx: Transaction, id: string): Promise<GsmDevice | null> {
    const [row] = await tx.query<DeviceRow[]>(`select ${DEVICE} from ${DEVICES} where d.id = $1`, [id]);
    return row ? toDevice(row) : null;
  }

  async activeDevices(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      'select count(*)::int as count from gsm_device where revoked_at is null',
    );
    return row?.count ?? 0;
  }

  async add(tx: Transaction, device: AddGsmDevice & { id: string; tokenHash: string; at: Instant }): Promise<void> {
    await tx.query(
      `insert into gsm_device (id, name, user_id, number, token_hash, created_at)
       select $1, $2, u.id, $4, $5, to_timestamp($6 / 1000.0) from app_user u where u.id = $3 and u.state <> 'deactivated'`,
      [device.id, device.name, device.userId, device.number, device.tokenHash, device.at],
    );
  }

  async revoke(tx: Transaction, id: string, at: Instant): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update gsm_device set revoked_at = to_timestamp($2 / 1000.0) where id = $1 and revoked_at is null returning id',
      [id, at],
    );
    return rows.length > 0;
  }

  async byToken(tx: Transaction, tokenHash: string): Promise<KnownDevice | null> {
    const [row] = await tx.query<KnownDevice[]>(
      `select id, name, number, user_id as "userId" from gsm_device where token_hash = $1 and revoked_at is null`,
      [tokenHash],
    );
    return row ?? null;
  }

  async seen(
    tx: Transaction,
    id: string,
    { at, appVersion }: { at: Instant; appVersion: string | null },
  ): Promise<void> {
    await tx.query(
      'update gsm_device set last_seen_at = to_timestamp($2 / 1000.0), app_version = coalesce($3, app_version) where id = $1',
      [id, at, appVersion],
    );
  }

  /** False: told before. */
  async insertCall(
    tx: Transaction,
    id: string,
    device: KnownDevice,
    call: ToldGsmCall & { readonly at: Instant },
  ): Promise<boolean> {
    const [from, to] = call.direction === 'inbound' ? [call.number, device.number] : [device.number, call.number];
    const rows = await tx.query<object[]>(
      `insert into gsm_call (id, device_id, told_id, user_id, direction, from_number, to_number, started_at, duration_seconds, received_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0)) on conflict (device_id, told_id) do nothing returning id`,
      [id, device.id, call.id, device.userId, call.direction, from, to, call.startedAt, call.durationSeconds, call.at],
    );
    return rows.length > 0;
  }

  async calls(query: GsmCallListQuery, viewer: Pick<Principal, 'supervised'>): Promise<Page<GsmCall>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    if (viewer.supervised) where.push(`c.user_id = any(${given([...viewer.supervised.userIds])}::uuid[])`);
    if (query.userId) where.push(`c.user_id = ${given(query.userId)}`);
    if (query.direction?.length) where.push(`c.direction = any(${given(query.direction)}::text[])`);
    if (query.day) {
      const day = given(query.day);
      where.push(`c.started_at >= ${day}::date::timestamp at time zone 'Europe/Warsaw'`);
      where.push(`c.started_at < (${day}::date + 1)::timestamp at time zone 'Europe/Warsaw'`);
    }
    if (query.search) {
      const pattern = given(containsPattern(query.search));
      where.push(`searchable(c.from_number || ' ' || c.to_number || ' ' || u.last_name) like searchable(${pattern})`);
    }
    const sql = { select: CALL, from: CALLS, where, parameters };
    const page = await keysetSqlPage<CallRow>(this.database.read, sql, { sorting: CALL_SORTING, ...query });
    return { items: page.items.map(toCall), next: page.next };
  }
}

const toDevice = ({ created_at, revoked_at, last_seen_at, ...row }: DeviceRow): GsmDevice => ({
  ...row,
  createdAt: created_at.toISOString(),
  revokedAt: revoked_at?.toISOString() ?? null,
  lastSeenAt: last_seen_at?.toISOString() ?? null,
});

const toCall = ({ started_at, ...row }: CallRow): GsmCall => ({
  ...row,
  startedAt: started_at.toISOString(),
  answered: row.durationSeconds > 0,
});
