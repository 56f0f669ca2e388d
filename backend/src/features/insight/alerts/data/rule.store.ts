import { Injectable } from '@nestjs/common';
import type { AlertEventKind, AlertRule, AlertRuleListQuery, Page, SaveAlertRule } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Principal } from '../../../../platform/http';

/** Rules that were saved before alerts went to telephones have no `phones`. */
type Settings = Omit<SaveAlertRule, 'name' | 'active' | 'version' | 'phones'> & Partial<Pick<SaveAlertRule, 'phones'>>;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly settings: Settings;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly saved_at: number;
  readonly firing: number;
  readonly version: number;
}

/** A rule with what watching it needs beside. */
export interface WatchedRule extends AlertRule {
  readonly savedAt: Instant;
}

const COLUMNS = `r.id, r.name, r.active, r.settings, r.owner_id, u.first_name || ' ' || u.last_name as owner_name, r.saved_at, r.version,
  (select count(*)::int from alert a where a.rule_id = r.id and a.cleared_at is null and not a.test) as firing`;
const SOURCE = 'alert_rule r join app_user u on u.id = r.owner_id';
const SORTING = {
  columns: { name: { sql: 'r.name', type: 'text' } },
  default: 'name',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

/** Who supervises everything sees every rule; others theirs and those that tell them. */
const SEEN = (user: string): string =>
  `(r.owner_id = ${user}::uuid or jsonb_exists(r.settings -> 'userIds', ${user}::text) or jsonb_exists(r.settings -> 'escalateTo', ${user}::text))`;

type Viewer = Pick<Principal, 'userId' | 'supervised'>;
/** Who writes a rule: it is about what he has in view. */
export type RuleWriter = Pick<Principal, 'userId' | 'supervised' | 'permissions'>;

@Injectable()
export class RuleStore {
  constructor(private readonly database: Database) {}

  async page(query: AlertRuleListQuery, { userId, supervised }: Viewer): Promise<Page<AlertRule>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    if (supervised) where.push(SEEN(`$${parameters.push(userId)}`));
    if (query.search)
      where.push(`searchable(r.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toRule).map(shown), next: page.next };
  }

  /** Null: not there, or not in view. */
  async find(tx: Transaction, id: string, viewer: Viewer): Promise<AlertRule | null> {
    const seen = viewer.supervised ? ` and ${SEEN('$2')}` : ' and $2::text is not null';
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ${SOURCE} where r.id = $1${seen}`, [id, viewer.userId]);
    return row ? shown(toRule(row)) : null;
  }

  async active(tx: Transaction): Promise<WatchedRule[]> {
    return (await tx.query<Row[]>(`select ${COLUMNS} from ${SOURCE} where r.active order by r.id`)).map(toRule);
  }

  /** Kinds of events that active rules count. */
  async countedKinds(): Promise<ReadonlySet<AlertEventKind>> {
    const rows = await this.database.read.query<{ kind: AlertEventKind }[]>(
      `select distinct settings #>> '{watch,event}' as kind from alert_rule where active and settings #>> '{watch,event}' is not null`,
    );
    return new Set(rows.map(({ kind }) => kind));
  }

  async insert(tx: Transaction, rule: { id: string; ownerId: string; at: Instant } & SaveAlertRule): Promise<void> {
    const { id, ownerId, at, name, active, version: _, ...settings } = rule;
    await tx.query(
      'insert into alert_rule (id, name, active, settings, owner_id, saved_at) values ($1, $2, $3, $4, $5, $6)',
      [id, name, active, JSON.stringify(settings), ownerId, at],
    );
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, rule: { id: string; at: Instant } & SaveAlertRule): Promise<boolean> {
    const { id, at, name, active, version, ...settings } = rule;
    const [rows] = await tx.query<[object[], number]>(
      `update alert_rule set name = $2, active = $3, settings = $4, saved_at = $5, version = version + 1
       where id = $1 and version = $6 returning id`,
      [id, name, active, JSON.stringify(settings), at, version ?? 0],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from alert_rule where id = $1', [id]);
  }

  /** Subjects whose state is not simply calm. */
  async watching(tx: Transaction, ruleId: string): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ subject: string }[]>('select subject from alert_watching where rule_id = $1', [
      ruleId,
    ]);
    return new Set(rows.map(({ subject }) => subject));
  }

  async watch(tx: Transaction, ruleId: string, { subject, on }: { subject: string; on: boolean }): Promise<void> {
    await tx.query(
      on
        ? 'insert into alert_watching (rule_id, subject) values ($1, $2) on conflict do nothing'
        : 'delete from alert_watching where rule_id = $1 and subject = $2',
      [ruleId, subject],
    );
  }
}

const toRule = (row: Row): WatchedRule => ({
  id: row.id,
  name: row.name,
  active: row.active,
  ...{ phones: [], ...row.settings },
  owner: { id: row.owner_id, name: row.owner_name },
  firing: row.firing,
  version: row.version,
  savedAt: row.saved_at,
});

const shown = ({ savedAt: _, ...rule }: WatchedRule): AlertRule => rule;
