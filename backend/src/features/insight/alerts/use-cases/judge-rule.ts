import { Inject, Injectable } from '@nestjs/common';
import type { AlertSubject, SaveAlertRule } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { judgeAddress } from '../../../../kernel/web-address';
import { config } from '../../../../platform/config';
import { hostsOf } from '../../../../platform/outbound';
import { secretsArea } from '../../../../platform/secrets';
import { smsArea } from '../../../../platform/sms';
import { CampaignFiguresStore } from '../../monitoring';
import { METRICS, Recipients } from '../../reporting';
import { alertsArea } from '../alerts.config';
import { OccurrenceStore } from '../data/occurrence.store';
import type { RuleWriter } from '../data/rule.store';
import { leavesRoom } from '../domain/watch';
import { isMetric } from './alert-metrics';
import { inView, subjectOfWatch } from './alert-numbers';

/**
 * - `alert-clear-not-beyond`: it has to be calm at a better number than its limit
 * - `alert-metric-unknown`: the source has no such number
 * - `alert-subject-unknown`: not there, not in view, or not what this watch is about
 * - `alert-not-allowed`: the platform as a whole is for those who see its state, a rule is its owner's
 * - `alert-nobody-told`: it reaches nobody
 * - `address-not-allowed`: the platform may not write to this address
 * - `number-not-valid`: none that an SMS can go to; `sms-not-configured`: nobody sends ours
 * - `webhook-refused`: an address in a private network that is not listed; `webhook-needs-secret`: nothing to sign with
 */
export type RuleRefusal =
  | Refusal<'alert-rule-not-found' | 'alert-rule-name-taken' | 'changed-meanwhile'>
  | Refusal<'alert-clear-not-beyond' | 'alert-metric-unknown' | 'alert-subject-unknown' | 'alert-not-allowed'>
  | Refusal<'alert-nobody-told' | 'webhook-refused' | 'webhook-needs-secret'>
  | Refusal<'number-not-valid' | 'sms-not-configured'>
  | (Refusal<'address-not-allowed'> & { address: string });

/** Whether a rule says something that can be watched, about what its writer supervises, to people who may be told. */
@Injectable()
export class JudgeRule {
  constructor(
    private readonly occurrences: OccurrenceStore,
    private readonly campaigns: CampaignFiguresStore,
    private readonly recipients: Recipients,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What is wrong with it; null: nothing. */
  async judge(rule: SaveAlertRule, user: RuleWriter): Promise<RuleRefusal | null> {
    const { watch, webhookUrl, addresses, phones, userIds, panel, mail } = rule;
    if (watch.kind === 'threshold' && !isMetric(watch, METRICS)) return { code: 'alert-metric-unknown' };
    if (watch.kind === 'threshold' && !leavesRoom(watch)) return { code: 'alert-clear-not-beyond' };
    const subject = subjectOfWatch(watch);
    if (subject === 'system' && !inView(user, subject, null)) return { code: 'alert-not-allowed' };
    if (!(await this.knows(subject, rule.subjectIds, user))) return { code: 'alert-subject-unknown' };
    const others = addresses.length + phones.length > 0 || webhookUrl !== null;
    if (!others && (userIds.length === 0 || !(panel || mail))) return { code: 'alert-nobody-told' };
    if (phones.some((phone) => !parsePhoneNumber(phone).ok)) return { code: 'number-not-valid' };
    if (phones.length > 0 && config(smsArea).url === '') return { code: 'sms-not-configured' };
    if (webhookUrl !== null && judgeAddress(webhookUrl, hostsOf(config(alertsArea).privateHosts)))
      return { code: 'webhook-refused' };
    if (webhookUrl !== null && config(secretsArea).secret === '') return { code: 'webhook-needs-secret' };
    const [address] = await this.recipients.refused(addresses);
    return address === undefined ? null : { code: 'address-not-allowed', address };
  }

  private async knows(subject: AlertSubject, ids: readonly string[], user: RuleWriter): Promise<boolean> {
    if (ids.length === 0) return true;
    const there = await this.occurrences.names(subject, ids);
    const campaigns = subject === 'campaign' ? await this.campaigns.byIds(ids, this.clock.now()) : [];
    return ids.every(
      (id) => there.has(id) && inView(user, subject, campaigns.find((campaign) => campaign.id === id) ?? id),
    );
  }
}
