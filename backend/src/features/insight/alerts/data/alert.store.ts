import { Injectable } from '@nestjs/common';
import type { Alert, AlertListQuery, AlertRule, Page } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Principal } from '../../../../platform/http';
import type { AlertEvent, Telling } from '../domain/alert-events';

/** The subject of what is counted over everybody together. */
export const ALL = 'all';

interface Row {
  readonly id: string;
  readonly rule_id: string;
  readonly rule_name: string;
  readonly severity: Alert['severity'];
  readonly watch: Alert['watch'];
  readonly subject: string;
  readonly subject_name: string | null;
  readonly value: number | null;
  readonly test: boolean;
  readonly fired_at: Date;
  readonly told_at: Date | null;
  readonly cleared_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly acknowledged_name: string | null;
  readonly escalated_at: Date | null;
}

export interface NewAlert extends Telling {
  readonly rule: AlertRule;
  readonly subject: string;
  readonly test: boolean;
  readonly at: Instant;
}

const COLUMNS = `a.id, a.rule_id, a.rule_name, a.severity, a.watch, a.subject, a.subject_name, a.value, a.test, a.fired_at, a.told_at,
  a.cleared_at, a.acknowledged_at, a.acknowledged_by, u.first_name || ' ' || u.last_name as acknowledged_name, a.escalated_at`;
const SOURCE = 'alert a left join app_user u on u.id = a.acknowledged_by';
const SORTING = {
  columns: { firedAt: { sql: 'a.fired_at', type: 'timestamptz' } },
  default: '-firedAt',
  id: { sql: 'a.id', type: 'uuid' },
} as const;
const STATES = {
  open: 'a.cleared_at is null',
  unacknowledged: 'a.acknowledged_at is null and not a.test',
  cleared: 'a.cleared_at is not null',
} as const;

type Viewer = Pick<Principal, 'userId' | 'supervised'>;

/** Alerts as people read them; written with the events of their streams. */
@Injectable()
export class AlertStore {
  constructor(private readonly database: Database) {}

  async page(query: AlertListQuery, { userId, supervised }: Viewer): Promise<Page<Alert>> {
    const parameters: unknown[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    const where: string[] = [];
    if (supervised) where.push(`a.seen_by @> array[${given(userId)}::uuid]`);
    if (query.state) where.push(STATES[query.state]);
    if (query.severity?.length) where.push(`a.severity = any(${given(query.severity)}::text[])`);
    if (query.ruleId) where.push(`a.rule_id = ${given(query.ruleId)}`);
    if (query.search) {
      const pattern = given(containsPattern(query.search));
      where.push(`searchable(a.rule_name || ' ' || coalesce(a.subject_name, '')) like searchable(${pattern})`);
    }
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toAlert), next: page.next };
  }

  /** Null: not there, or not in view. */
  async find(tx: Transaction, id: string, viewer: Viewer | null): Promise<(Alert & { subjectKey: string }) | null> {
    const [row] = await tx.query<Row[]>(
      `select ${COLUMNS} from ${SOURCE} where a.id = $1 and ($2::uuid is null or a.seen_by @> array[$2::uuid])`,
      [id, viewer?.supervised ? viewer.userId : null],
    );
    return row ? { ...toAlert(row), subjectKey: row.subject } : null;
  }

  async insert(tx: Transaction, alert: NewAlert): Promise<void> {
    const { alertId, rule, subject, subjectName, value, test, at } = alert;
    await tx.query(
      `insert into alert (id, rule_id, rule_name, severity, watch, subject, subject_name, value, seen_by, test, fired_at, told_at, cleared_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0),
         case when $10 then to_timestamp($11 / 1000.0) end, case when $10 then to_timestamp($11 / 1000.0) end)`,
      [
        ...[alertId, rule.id, rule.name, rule.severity, JSON.stringify(rule.watch), subject, subjectName, value],
        ...[[...new Set([rule.owner.id, ...rule.userIds, ...rule.escalateTo])], test, at],
      ],
    );
  }

  /** What an event of an alert's stream changes in it; the first event inserts it. */
  async follow(tx: Transaction, { type, data }: AlertEvent): Promise<void> {
    if (type === 'AlertCrossed' || type === 'AlertFired') return;
    const column = {
      AlertTold: type === 'AlertTold' && data.step === 'escalation' ? 'escalated_at' : 'told_at',
      AlertCleared: 'cleared_at',
      AlertAcknowledged: 'acknowledged_at',
    }[type];
    const by = type === 'AlertAcknowledged' ? data.userId : null;
    await tx.query(
      `update alert set ${column} = to_timestamp($2 / 1000.0), acknowledged_by = coalesce($3, acknowledged_by) where id = $1`,
      [data.alertId, data.at, by],
    );
  }
}

const toAlert = (row: Row): Alert => ({
  id: row.id,
  rule: { id: row.rule_id, name: row.rule_name },
  severity: row.severity,
  watch: row.watch,
  subject: row.subject === ALL ? null : { id: row.subject, name: row.subject_name ?? '' },
  value: row.value,
  firedAt: row.fired_at.toISOString(),
  toldAt: row.told_at?.toISOString() ?? null,
  clearedAt: row.cleared_at?.toISOString() ?? null,
  acknowledged:
    row.acknowledged_at && row.acknowledged_by
      ? { at: row.acknowledged_at.toISOString(), by: { id: row.acknowledged_by, name: row.acknowledged_name ?? '' } }
      : null,
  escalatedAt: row.escalated_at?.toISOString() ?? null,
  test: row.test,
});
