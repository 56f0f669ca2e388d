import { Injectable } from '@nestjs/common';
import type { Page, Supervision, SupervisionListQuery } from '#contracts';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Principal } from '../../../../platform/http';
import type { SupervisionEvent } from '../domain/supervision-events';

interface Row {
  readonly id: string;
  readonly call_id: string;
  readonly supervisor_id: string;
  readonly supervisor_name: string;
  readonly agent_id: string;
  readonly agent_name: string;
  readonly mode: Supervision['mode'];
  readonly stage: Supervision['stage'];
  readonly started_at: Date;
  readonly answered_at: Date | null;
  readonly ended_at: Date | null;
  readonly listen_ms: number;
  readonly whisper_ms: number;
  readonly barge_ms: number;
  readonly because: Supervision['because'];
}

const COLUMNS = `s.id, s.call_id, s.supervisor_id, p.first_name || ' ' || p.last_name as supervisor_name, s.agent_id,
  u.first_name || ' ' || u.last_name as agent_name, s.mode, s.stage, s.started_at, s.answered_at, s.ended_at,
  s.listen_ms::float8 as listen_ms, s.whisper_ms::float8 as whisper_ms, s.barge_ms::float8 as barge_ms, s.because`;
const SOURCE = 'supervision s join app_user p on p.id = s.supervisor_id join app_user u on u.id = s.agent_id';

const SORTING = {
  columns: { startedAt: { sql: 's.started_at', type: 'timestamptz' } },
  default: '-startedAt',
  id: { sql: 's.id', type: 'uuid' },
} as const;

/** Who listened to whom: written with the events that say so. */
@Injectable()
export class SupervisionStore {
  constructor(private readonly database: Database) {}

  async follow(tx: Transaction, callId: string, { type, data }: RecordedEvent<SupervisionEvent>): Promise<void> {
    const event = { type, data } as SupervisionEvent;
    const { supervisionId } = event.data;
    const set = (change: string, ...values: unknown[]) =>
      tx.query(`update supervision set ${change} where id = $1`, [supervisionId, ...values]);
    switch (event.type) {
      case 'SupervisionStarted': {
        const { supervisorId, agentId, legId, mode, at } = event.data;
        await tx.query(
          `insert into supervision (id, call_id, supervisor_id, agent_id, leg_id, mode, stage, started_at)
           values ($1, $2, $3, $4, $5, $6, 'ringing', to_timestamp($7 / 1000.0))`,
          [supervisionId, callId, supervisorId, agentId, legId, mode, at],
        );
        return;
      }
      case 'SupervisionAnswered':
        await set(`stage = 'on', answered_at = to_timestamp($2 / 1000.0)`, event.data.at);
        return;
      case 'SupervisionModeChanged':
        await set(`mode = $2, ${event.data.from}_ms = ${event.data.from}_ms + $3`, event.data.to, event.data.spentMs);
        return;
      case 'SupervisionEnded': {
        const { because, spent, at } = event.data;
        const change = `stage = 'over', because = $2, listen_ms = $3, whisper_ms = $4, barge_ms = $5, ended_at = to_timestamp($6 / 1000.0)`;
        await set(change, because, spent.listen, spent.whisper, spent.barge, at);
        return;
      }
      case 'SupervisionRang':
      case 'SupervisionTakeOverOrdered':
    }
  }

  async page(query: SupervisionListQuery, viewer: Pick<Principal, 'supervised'>): Promise<Page<Supervision>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    if (viewer.supervised) where.push(`s.agent_id = any(${given([...viewer.supervised.userIds])}::uuid[])`);
    if (query.agentId) where.push(`s.agent_id = ${given(query.agentId)}`);
    if (query.supervisorId) where.push(`s.supervisor_id = ${given(query.supervisorId)}`);
    if (query.mode?.length) where.push(`s.mode = any(${given(query.mode)}::text[])`);
    if (query.search) {
      const names = `p.first_name || ' ' || p.last_name || ' ' || u.first_name || ' ' || u.last_name`;
      where.push(`searchable(${names}) like searchable(${given(containsPattern(query.search))})`);
    }
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toSupervision), next: page.next };
  }

  async byIds(ids: readonly string[]): Promise<Supervision[]> {
    const sql = `select ${COLUMNS} from ${SOURCE} where s.id = any($1::uuid[])`;
    return (await this.database.read.query<Row[]>(sql, [ids])).map(toSupervision);
  }

  async open(): Promise<Supervision[]> {
    const sql = `select ${COLUMNS} from ${SOURCE} where s.stage <> 'over'`;
    return (await this.database.read.query<Row[]>(sql)).map(toSupervision);
  }

  /** The supervision whose supervisor's line this is, while it goes on. */
  async callOfLeg(tx: Transaction, legId: string): Promise<string | null> {
    const sql = `select call_id as "callId" from supervision where leg_id = $1 and stage <> 'over'`;
    const [row] = await tx.query<{ callId: string }[]>(sql, [legId]);
    return row?.callId ?? null;
  }

  /** Lines of supervisors that we think are there. */
  openLegs(tx: Transaction): Promise<{ callId: string; legId: string }[]> {
    return tx.query(`select call_id as "callId", leg_id as "legId" from supervision where stage <> 'over'`);
  }

  async isSupervising(tx: Transaction, supervisorId: string): Promise<boolean> {
    const sql = `select 1 from supervision where supervisor_id = $1 and stage <> 'over'`;
    return (await tx.query<object[]>(sql, [supervisorId])).length > 0;
  }
}

const seconds = (ms: number): number => Math.round(ms / 1000);

function toSupervision(row: Row): Supervision {
  return {
    id: row.id,
    callId: row.call_id,
    supervisorId: row.supervisor_id,
    supervisorName: row.supervisor_name,
    agentId: row.agent_id,
    agentName: row.agent_name,
    mode: row.mode,
    stage: row.stage,
    startedAt: row.started_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    listenSeconds: seconds(row.listen_ms),
    whisperSeconds: seconds(row.whisper_ms),
    bargeSeconds: seconds(row.barge_ms),
    because: row.because,
  };
}
