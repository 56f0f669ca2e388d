import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { LicensingService } from '../../../house/licensing';
import { ContactNumbers } from '../../records';
import { HlrStore, type CheckAnswer, type WaitingCheck } from '../data/hlr.store';
import { afterFailure, questionsAllowed, WELL } from '../domain/after-failure';
import type { ProviderFailure } from '../../../../kernel/provider-failure';
import type { NumberFacts } from '../domain/number-facts';
import { NUMBER_LOOKUP, type NumberLookup } from '../port/number-lookup';
import { HLR_PASS } from './ask-checks';

const DAY_MS = 86_400_000;
type Answered = NumberFacts & { readonly cached: boolean };

/** Asks the provider about the numbers that wait, some at a time, and does what the settings say of each result. */
@Injectable()
export class AskOperators {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: HlrStore,
    private readonly licensing: LicensingService,
    private readonly numbers: ContactNumbers,
    @Inject(NUMBER_LOOKUP) private readonly lookup: NumberLookup,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The timer's work: one handful, then the timer is set for the next. Repeated after a crash it asks again what has no answer. */
  async pass(): Promise<void> {
    const { checks, allowed } = await this.database.transaction((tx) => this.take(tx));
    await Promise.all(checks.map((check) => (allowed ? this.check(check) : this.fail(check, 'limit-reached'))));
    await this.database.transaction((tx) => this.setTimer(tx));
  }

  private async take(tx: Transaction): Promise<{ checks: WaitingCheck[]; allowed: boolean }> {
    const at = this.clock.now();
    const provider = await this.store.provider(tx);
    if (provider.pausedUntil !== null && provider.pausedUntil > at) return { checks: [], allowed: true };
    const checks = await this.store.claim(tx, questionsAllowed(provider, this.lookup.atOnce), at);
    const limit = await this.licensing.checkMetered(tx, 'hlr', checks.length);
    return { checks, allowed: limit.ok };
  }

  private async setTimer(tx: Transaction): Promise<void> {
    const due = await this.store.nextDue(tx);
    if (due === null) return;
    const { pausedUntil } = await this.store.provider(tx);
    const at = Math.max(due, pausedUntil ?? 0, this.clock.now());
    await this.schedule.at(tx, { key: HLR_PASS, due: Math.ceil(at), command: HLR_PASS, payload: null });
  }

  private async check(check: WaitingCheck): Promise<void> {
    const kept = check.fresh ? null : await this.kept(check.number);
    if (kept) return this.answered(check, { ...kept, cached: true });
    const answer = await this.lookup.look(check.number);
    if (answer.ok) await this.answered(check, { ...answer.value, cached: false });
    else await this.unanswered(check, answer.refusal);
  }

  private async kept(number: string): Promise<NumberFacts | null> {
    const { cacheDays } = await this.store.settings(this.database.read);
    return this.store.kept(this.database.read, number, this.clock.now() - cacheDays * DAY_MS);
  }

  private answered(check: WaitingCheck, facts: Answered): Promise<void> {
    return this.database.transaction(async (tx) => {
      const at = this.clock.now();
      const { id: checkId, number } = check;
      const meta = bySystem('hlr', checkId, at);
      const { actions } = await this.store.settings(tx);
      const answer: CheckAnswer = { ...facts, charged: !facts.cached, action: actions[facts.result] };
      if (!(await this.store.answer(tx, checkId, answer, at))) return;
      if (!facts.cached) await this.store.noteProvider(tx, WELL);
      const { action, result, cached, charged } = answer;
      if (action === 'first' || action === 'last' || action === 'remove')
        await this.numbers.place(tx, { number, place: action }, meta);
      const data = { checkId, number, result, cached, charged, action };
      await this.journal.append(tx, `hlr-${checkId}`, [{ type: 'NumberChecked', data }], meta);
    });
  }

  private unanswered(check: WaitingCheck, failure: ProviderFailure): Promise<void> {
    return this.database.transaction(async (tx) => {
      const provider = await this.store.provider(tx);
      const after = afterFailure(failure, { attempts: check.attempts, provider, at: this.clock.now() });
      await this.store.noteProvider(tx, after.provider);
      if (after.again === null) await this.failIn(tx, check, failure.code);
      else await this.store.again(tx, check.id, { due: after.again, counted: after.counted });
    });
  }

  private fail(check: WaitingCheck, error: string): Promise<void> {
    return this.database.transaction((tx) => this.failIn(tx, check, error));
  }

  private async failIn(tx: Transaction, { id: checkId, number }: WaitingCheck, error: string): Promise<void> {
    const at = this.clock.now();
    if (!(await this.store.fail(tx, checkId, error, at))) return;
    const failed = { type: 'NumberCheckFailed', data: { checkId, number, error } };
    await this.journal.append(tx, `hlr-${checkId}`, [failed], bySystem('hlr', checkId, at));
  }
}
