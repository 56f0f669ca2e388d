import { Inject, Injectable } from '@nestjs/common';
import type { Alert, AlertRule, SaveAlertRule } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import type { Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { AlertStore, ALL } from '../data/alert.store';
import { RuleStore, type RuleWriter } from '../data/rule.store';
import type { AlertRefusal } from '../domain/alert';
import type { AlertRuleRemoved, AlertRuleSaved, AlertTested } from '../domain/alert-events';
import { JudgeRule, type RuleRefusal } from './judge-rule';
import { WatchAlerts } from './watch-alerts';

type Saved<T> = Outcome<T, RuleRefusal>;

/** Rules of alerts, the test of one, and what people do with alerts. */
@Injectable()
export class AlertRules {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly rules: RuleStore,
    private readonly alerts: AlertStore,
    private readonly judging: JudgeRule,
    private readonly watching: WatchAlerts,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `id` null: a new one. Another watch ends what the old one had open. */
  async save(id: string | null, rule: SaveAlertRule, user: RuleWriter, meta: EventMeta): Promise<Saved<AlertRule>> {
    const wrong = await this.judging.judge(rule, user);
    if (wrong) return refused(wrong);
    try {
      return await this.database.transaction((tx) => this.store(tx, id, rule, { user, meta }));
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'alert-rule-name-taken' });
      throw error;
    }
  }

  async remove(id: string, user: RuleWriter, meta: EventMeta): Promise<Saved<void>> {
    return this.database.transaction(async (tx) => {
      const found = await this.rules.find(tx, id, user);
      if (!found) return refused({ code: 'alert-rule-not-found' });
      if (!isOf(found, user)) return refused({ code: 'alert-not-allowed' });
      await this.watching.withdraw(tx, id, meta);
      await this.rules.remove(tx, id);
      await this.note(tx, id, { type: 'AlertRuleRemoved', data: { ruleId: id, name: found.name } }, meta);
      return accepted(undefined);
    });
  }

  /** Tells everybody as if it fired, at once, to see whether it arrives. */
  async test(id: string, user: Principal, meta: EventMeta): Promise<Saved<{ id: string }>> {
    return this.database.transaction(async (tx) => {
      const rule = await this.rules.find(tx, id, user);
      if (!rule) return refused({ code: 'alert-rule-not-found' });
      const { name, severity, panel, userIds } = rule;
      const alertId = this.ids.next();
      const telling = { alertId, ruleId: id, name, severity, subjectName: null, value: null };
      const data = { ...telling, userIds: panel ? userIds : [], at: meta.at };
      await this.alerts.insert(tx, { ...data, rule, subject: ALL, test: true });
      const tested: AlertTested = { type: 'AlertTested', data };
      await this.journal.append(tx, `alerttest-${alertId}`, [tested], meta);
      return accepted({ id: alertId });
    });
  }

  async acknowledge(id: string, user: Principal, meta: EventMeta): Promise<Outcome<Alert, AlertRefusal>> {
    return this.database.transaction(async (tx) => {
      const found = await this.alerts.find(tx, id, user);
      if (!found || found.test) return refused({ code: 'alert-not-found' });
      const of = { ruleId: found.rule.id, subject: found.subjectKey };
      const command = { type: 'Acknowledge', alertId: id, userId: user.userId, at: meta.at } as const;
      const told = await this.watching.tell(tx, of, command, meta);
      if (!told.ok) return told;
      const alert = await this.alerts.find(tx, id, user);
      return alert ? accepted(alert) : refused({ code: 'alert-not-found' });
    });
  }

  private async store(
    tx: Transaction,
    id: string | null,
    rule: SaveAlertRule,
    { user, meta }: { user: RuleWriter; meta: EventMeta },
  ): Promise<Saved<AlertRule>> {
    const ruleId = id ?? this.ids.next();
    const before = id && (await this.rules.find(tx, id, user));
    if (id && !before) return refused({ code: 'alert-rule-not-found' });
    if (before && !isOf(before, user)) return refused({ code: 'alert-not-allowed' });
    if (!before) await this.rules.insert(tx, { ...rule, id: ruleId, ownerId: user.userId, at: meta.at });
    else if (!(await this.rules.update(tx, { ...rule, id: ruleId, at: meta.at })))
      return refused({ code: 'changed-meanwhile' });
    if (before && (!rule.active || watchOf(before) !== watchOf(rule))) await this.watching.withdraw(tx, ruleId, meta);
    if (rule.active) await this.watching.begin(tx, this.clock.now());
    const saved = await this.rules.find(tx, ruleId, user);
    if (!saved) return refused({ code: 'alert-rule-not-found' });
    await this.note(tx, ruleId, { type: 'AlertRuleSaved', data: { ruleId, rule: saved } }, meta);
    return accepted(saved);
  }

  private async note(
    tx: Transaction,
    id: string,
    event: AlertRuleSaved | AlertRuleRemoved,
    meta: EventMeta,
  ): Promise<void> {
    await this.journal.append(tx, `alertrule-${id}`, [event], meta);
  }
}

/** Who is only told by a rule does not change it. */
const isOf = ({ owner }: AlertRule, { userId, supervised }: RuleWriter): boolean =>
  supervised === null || owner.id === userId;

/** What an open alert rests on. */
const watchOf = ({ watch, subjectIds }: Pick<SaveAlertRule, 'watch' | 'subjectIds'>): string =>
  JSON.stringify([Object.entries(watch).sort(), [...subjectIds].sort()]);
