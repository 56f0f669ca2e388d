import type { AlertRule } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';

interface OfAlert {
  readonly alertId: string;
  readonly ruleId: string;
}

/** What whoever is told needs to know. */
export interface Telling extends OfAlert {
  readonly name: string;
  readonly severity: AlertRule['severity'];
  readonly subjectName: string | null;
  readonly value: number | null;
  /** Who is told in the console. */
  readonly userIds: readonly string[];
}

/** A watched number went beyond its limit, or came back. Stream `alert-<rule>.<subject>`. */
export type AlertCrossed = DomainEvent<'AlertCrossed', { crossed: boolean; value: number | null; at: Instant }>;
export type AlertFired = DomainEvent<'AlertFired', Telling & { at: Instant }>;
/** `escalation`: nobody has acknowledged it in time. */
export type AlertTold = DomainEvent<'AlertTold', Telling & { step: 'first' | 'escalation'; at: Instant }>;
export type AlertCleared = DomainEvent<'AlertCleared', OfAlert & { because: 'calm' | 'rule-changed'; at: Instant }>;
export type AlertAcknowledged = DomainEvent<'AlertAcknowledged', OfAlert & { userId: string; at: Instant }>;

export type AlertEvent = AlertCrossed | AlertFired | AlertTold | AlertCleared | AlertAcknowledged;

/** The button that tries whether an alert arrives. Stream `alerttest-<alert>`. */
export type AlertTested = DomainEvent<'AlertTested', Telling & { at: Instant }>;

/** What people do with rules. Stream `alertrule-<id>`. */
export type AlertRuleSaved = DomainEvent<'AlertRuleSaved', { ruleId: string; rule: object }>;
export type AlertRuleRemoved = DomainEvent<'AlertRuleRemoved', { ruleId: string; name: string }>;
