import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { bySystem } from '../../../../kernel/event-meta';
import type { EventMeta } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { PRINCIPALS, type Principal, type PrincipalSource } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { AlertStore } from '../data/alert.store';
import { RuleStore, type WatchedRule } from '../data/rule.store';
import { alertDecider, type AlertCommand, type AlertRefusal } from '../domain/alert';
import { isQuiet } from '../domain/quiet';
import { isBeyond, termsOf } from '../domain/watch';
import { AlertNumbers, type Look, type Reading } from './alert-numbers';

export const LOOK = 'alerts.look';
/** How often numbers are looked at; what happened is looked at within a second. */
const LOOK_EVERY_MS = 10_000;
const LOOK_SOON_MS = 1000;

/** Looks at what active rules watch, and tells each alert what it saw. */
@Injectable()
export class WatchAlerts {
  private soonAt: Instant = 0;

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly rules: RuleStore,
    private readonly alerts: AlertStore,
    private readonly numbers: AlertNumbers,
    @Inject(PRINCIPALS) private readonly principals: PrincipalSource,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** The timer's turn; while there is an active rule there is a next one. */
  async look(at: Instant): Promise<void> {
    const rules = await this.rules.active(this.database.read);
    if (rules.length === 0) return;
    const look = await this.numbers.look(at);
    const owners = new Map<string, Principal | null>();
    for (const rule of rules) {
      const ownerId = rule.owner.id;
      if (!owners.has(ownerId)) owners.set(ownerId, await this.principals.of(ownerId));
      const owner = owners.get(ownerId);
      const readings = owner?.permissions.has('alerts.manage') ? await this.numbers.of(rule, owner, look) : [];
      await this.database.transaction((tx) => this.observe(tx, rule, readings, look));
    }
    await this.database.transaction((tx) => this.nextIn(tx, at, LOOK_EVERY_MS));
  }

  /** A rule was saved: from now on somebody looks. */
  async begin(tx: Transaction, at: Instant): Promise<void> {
    await this.nextIn(tx, at, 0);
  }

  /** Something that a rule counts has happened; many such at once are one look. */
  async lookSoon(tx: Transaction, at: Instant): Promise<void> {
    if (at < this.soonAt) return;
    this.soonAt = at + LOOK_SOON_MS;
    await this.schedule.at(tx, { key: `${LOOK}:soon`, due: this.soonAt, command: LOOK, payload: null });
  }

  /** What the rule has open ends: it watches something else, or nothing. */
  async withdraw(tx: Transaction, ruleId: string, meta: EventMeta): Promise<void> {
    for (const subject of await this.rules.watching(tx, ruleId))
      await this.tell(tx, { ruleId, subject }, { type: 'Withdraw', at: meta.at }, meta);
  }

  /** One alert's stream, its row and the list of what is worth looking at, together. */
  async tell(
    tx: Transaction,
    { ruleId, subject, opened }: { ruleId: string; subject: string; opened?: WatchedRule },
    command: AlertCommand,
    meta: EventMeta,
  ): Promise<Outcome<unknown, AlertRefusal>> {
    const told = await this.journal.handle(tx, alertDecider, `${ruleId}.${subject}`, command, meta);
    if (!told.ok || told.value.events.length === 0) return told;
    const { state, events } = told.value;
    for (const { type, data } of events) {
      const event = { type, data } as Parameters<AlertStore['follow']>[1];
      if (event.type === 'AlertFired' && opened)
        await this.alerts.insert(tx, { ...event.data, rule: opened, subject, test: false });
      await this.alerts.follow(tx, event);
    }
    await this.rules.watch(tx, ruleId, { subject, on: state.phase === 'firing' || state.crossed });
    return told;
  }

  private async observe(tx: Transaction, rule: WatchedRule, readings: readonly Reading[], look: Look): Promise<void> {
    const { at, zone } = look;
    const [terms, quiet] = [termsOf(rule), isQuiet(rule, at, zone)];
    const open = await this.rules.watching(tx, rule.id);
    const meta = bySystem('alerts', rule.id, at);
    for (const { subject, name, value } of readings) {
      // Calm before and calm now: nothing to decide, and most subjects are.
      if (!open.has(subject) && !isBeyond(terms, value)) continue;
      const { id: ruleId, name: ruleName, severity, panel, userIds } = rule;
      const told = { alertId: this.ids.next(), ruleId, name: ruleName, severity, subjectName: name, value };
      const telling = { ...told, userIds: panel ? userIds : [] };
      const { escalateTo } = rule;
      const command = { type: 'Observe', terms, value, quiet, telling, escalateTo, at } as const;
      await this.tell(tx, { ruleId, subject, opened: rule }, command, meta);
    }
    const seen = new Set(readings.map(({ subject }) => subject));
    for (const subject of open)
      if (!seen.has(subject)) await this.tell(tx, { ruleId: rule.id, subject }, { type: 'Withdraw', at }, meta);
  }

  private async nextIn(tx: Transaction, at: Instant, ms: number): Promise<void> {
    await this.schedule.at(tx, { key: LOOK, due: at + ms, command: LOOK, payload: null });
  }
}
