import { Injectable } from '@nestjs/common';
import type { AuditEntry, Page } from '#contracts';
import type { Actor } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Sorting } from '../../../../platform/http';

export interface AuditRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly actorId?: string | undefined;
  readonly type?: readonly string[] | undefined;
  readonly stream?: string | undefined;
  readonly correlation?: string | undefined;
  readonly search?: string | undefined;
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

interface AuditRow {
  readonly position: number;
  readonly at: Date;
  readonly actor: Actor;
  readonly actorName: string | null;
  readonly type: string;
  readonly stream: string;
  readonly correlation: string;
  readonly data: Record<string, unknown>;
}

const SORTING: Sorting<'position'> = {
  columns: { position: { sql: 'j.position', type: 'bigint' } },
  default: '-position',
  id: { sql: 'j.position', type: 'bigint' },
};

const SELECT = `j.position, j.at, j.meta -> 'actor' as actor, j.type, j.stream, j.meta ->> 'correlation' as correlation, j.data,
  case when j.meta #>> '{actor,kind}' = 'user' then (
    select u.first_name || ' ' || u.last_name from app_user u where u.id::text = j.meta #>> '{actor,id}'
  ) end as "actorName"`;

/** The journal as an administrator searches it. Each filter has an index of the journal behind it. */
@Injectable()
export class AuditView {
  constructor(private readonly database: Database) {}

  async list(request: AuditRequest): Promise<Page<AuditEntry>> {
    const { where, parameters } = conditionsOf(request);
    const sql = { select: SELECT, from: 'journal j', where, parameters };
    const page = await keysetSqlPage<AuditRow>(this.database.read, sql, { sorting: SORTING, ...request });
    return { items: page.items.map(present), next: page.next };
  }
}

function present({ position, at, actor, actorName, type, stream, correlation, data }: AuditRow): AuditEntry {
  return {
    position,
    at: at.toISOString(),
    actor: { ...actor, name: actorName },
    type,
    stream,
    correlation,
    data: data ?? {},
  };
}

function conditionsOf(request: AuditRequest): { where: string[]; parameters: unknown[] } {
  const where: string[] = [];
  const parameters: unknown[] = [];
  const add = (condition: string, value: unknown) => {
    if (value === undefined || value === '') return;
    parameters.push(value);
    where.push(condition.replaceAll('?', `$${parameters.length}`));
  };
  add('j.at >= ?::timestamptz', request.from);
  add('j.at < ?::timestamptz', request.to);
  add(`j.meta #>> '{actor,id}' = ?`, request.actorId);
  add('j.type = any(?::text[])', request.type?.length ? request.type : undefined);
  add('j.stream = ?', request.stream);
  add(`j.meta ->> 'correlation' = ?`, request.correlation);
  add(`(j.type || ' ' || j.stream || ' ' || j.data::text) ilike ?`, request.search && containsPattern(request.search));
  return { where, parameters };
}
