import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CriticalFunction, CriticalFunctions } from '#contracts';
import { CLOCK, type Clock, type Instant } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { FunctionStore } from '../data/function.store';
import { judgeCheck, shownState } from '../domain/judge-check';
import { serviceLevelArea } from '../service-level.config';
import { CriticalChecks, type CheckResults } from './critical-checks';

const DAYS_SHOWN = 30;
/** Rounds kept while the database does not answer: a day of minutes. */
const MOST_KEPT = 1440;

interface Round {
  readonly at: Instant;
  readonly milliseconds: number;
  readonly results: CheckResults;
}

/** Tries the critical functions and keeps what came of it. */
@Injectable()
export class CheckFunctions {
  private readonly logger = new Logger('service-level');
  private readonly unsaved: Round[] = [];
  readonly roundMs = config(serviceLevelArea).checkSeconds * 1000;

  constructor(
    private readonly checks: CriticalChecks,
    private readonly store: FunctionStore,
    private readonly database: Database,
    private readonly journal: Journal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One round: never throws. */
  async round(): Promise<void> {
    const at = this.clock.now();
    const results = await this.checks.tryAll();
    this.unsaved.push({ at, milliseconds: this.clock.now() - at, results });
    this.unsaved.splice(0, this.unsaved.length - MOST_KEPT);
    try {
      for (let round = this.unsaved[0]; round; round = this.unsaved[0]) {
        await this.save(round);
        this.unsaved.shift();
      }
    } catch (error) {
      this.logger.warn(`${this.unsaved.length} rounds of checks wait for the database: ${String(error)}`);
    }
  }

  private save({ at, milliseconds, results }: Round): Promise<void> {
    return this.database.transaction(async (tx) => {
      for (const known of await this.store.all(tx)) {
        const why = results[known.function];
        if (why === undefined) continue;
        const { state, events } = judgeCheck(known.function, known, { at, why }, this.roundMs);
        if (state === known) continue;
        await this.store.save(tx, { ...known, ...state, detail: why, milliseconds });
        for (const event of events) await this.store.note(tx, event);
        const meta = bySystem('service-level', `critical function ${known.function}`, at);
        await this.journal.append(tx, `critical-${known.function}`, events, meta);
      }
    });
  }

  /** How they are now, and how available they were. */
  async state(): Promise<CriticalFunctions> {
    const now = this.clock.now();
    const availability = await this.store.availability(now - DAYS_SHOWN * 86_400_000, now);
    const functions = (await this.store.all()).map((known) => ({
      function: known.function,
      state: shownState(known, now, this.roundMs),
      since: iso(known.failingSince),
      checkedAt: iso(known.checkedAt),
      milliseconds: known.milliseconds,
      detail: known.detail,
      availability: availability.get(known.function) ?? null,
    }));
    return { everySeconds: this.roundMs / 1000, functions, availability: availability.get('all') ?? null };
  }

  /** Those that are out. */
  async out(): Promise<CriticalFunction[]> {
    return (await this.store.all()).filter(({ out }) => out).map((known) => known.function);
  }
}

const iso = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
