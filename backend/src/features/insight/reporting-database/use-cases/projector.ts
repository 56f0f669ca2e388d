import { Inject, Injectable } from '@nestjs/common';
import type { ReportingLimits, ReportingState } from '#contracts';
import { CLOCK, type Clock, type Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import { PlatformSource, type Trace } from '../data/platform-source';
import { ReportingCluster, type Progress } from '../data/reporting-cluster';
import { ReportingRoles } from '../data/reporting-roles';
import { ReportingUserStore } from '../data/reporting-user.store';
import { limitsOf } from '../domain/limits';
import { keptMonths, type Month } from '../domain/months';
import { TABLES } from '../domain/schema';
import { typeOfKey, type ReportingTable } from '../domain/table';
import { changedKeys, erasedContacts, FOLLOWED, takenAt, touches } from './changed-rows';

/** Positions of the journal that one transaction follows. */
const BATCH = 2_000;

type Done = Omit<ReportingState, 'at' | 'lastError'>;

/**
 * Fills the reporting database: follows the journal, and copies the rows that its events made or changed, so that both sides
 * say the same. What it has reached stands in the reporting database itself, in the transaction that wrote the rows.
 */
@Injectable()
export class Projector {
  constructor(
    private readonly source: PlatformSource,
    private readonly cluster: ReportingCluster,
    private readonly roles: ReportingRoles,
    private readonly users: ReportingUserStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async limits(): Promise<ReportingLimits> {
    return limitsOf(await this.source.order());
  }

  /** One pass: up to what the platform has counted. Undefined: another process is at it. */
  async run(limits: ReportingLimits): Promise<Done | undefined> {
    const months = keptMonths(this.clock.now(), limits.months);
    const since = months[0]?.begins ?? this.clock.now();
    const anew = await this.source.rebuildOrdered();
    const ready = await this.cluster.alone((tx) => this.prepare(tx, { limits, months, since, anew }));
    if (!ready) return undefined;
    if (anew) await this.source.rebuilt();
    for (let more = true; more;) {
      const went = await this.cluster.alone((tx) => this.follow(tx));
      if (went === undefined) return undefined;
      more = went;
    }
    return this.cluster.alone(async (tx) => {
      const progress = await this.cluster.progress(tx);
      const kept = progress && new Date(progress.since).toISOString();
      return { ...(await this.cluster.size(tx)), position: progress?.position ?? null, since: kept };
    });
  }

  private async prepare(
    tx: Transaction,
    {
      limits,
      months,
      since,
      anew,
    }: { limits: ReportingLimits; months: readonly Month[]; since: Instant; anew: boolean },
  ): Promise<true> {
    await this.cluster.prepare(tx);
    const progress = await this.cluster.progress(tx);
    const head = await this.source.counted();
    const usable =
      !anew &&
      progress !== null &&
      progress.fingerprint === this.cluster.fingerprint &&
      progress.position <= head && // the platform was put back to an earlier day
      progress.since <= since; // more months were ordered
    if (usable) {
      await this.cluster.keepMonths(tx, months);
      if (progress.since < since) await this.cluster.reached(tx, { ...progress, since });
    } else await this.fill(tx, { months, since, head });
    await this.roles.follow(tx, await this.users.wanted(), limits.connections);
    await this.roles.endLongQueries(tx);
    return true;
  }

  /** Everything anew, in one transaction: users see the old rows until the new ones are there. */
  private async fill(
    tx: Transaction,
    { months, since, head }: { months: readonly Month[]; since: Instant; head: number },
  ): Promise<void> {
    await this.cluster.makeAnew(tx);
    await this.cluster.keepMonths(tx, months);
    for (const table of TABLES)
      for await (const rows of this.source.pieces(table, { since, until: this.clock.now() }))
        await this.cluster.add(tx, table, rows);
    await this.cluster.reached(tx, { fingerprint: this.cluster.fingerprint, position: head, since });
  }

  /** One batch; true: there may be more. */
  private async follow(tx: Transaction): Promise<boolean> {
    const [progress, head] = [await this.cluster.progress(tx), await this.source.counted()];
    if (!progress || progress.position >= head) return false;
    const through = Math.min(head, progress.position + BATCH);
    const traces = await this.source.traces(FOLLOWED, progress.position, through);
    for (const table of TABLES) await this.copy(tx, table, { progress, through, traces });
    await this.cluster.reached(tx, { ...progress, position: through });
    return through < head;
  }

  private async copy(
    tx: Transaction,
    table: ReportingTable,
    { progress, through, traces }: { progress: Progress; through: number; traces: readonly Trace[] },
  ): Promise<void> {
    const { feed, key } = table;
    const { position: from, since } = progress;
    if (feed.by === 'position') {
      const rows = await this.source.betweenPositions(table, feed.position, { from, through, since });
      const gone = { where: 'position > $1 and position <= $2', parameters: [from, through] };
      await this.cluster.replace(tx, table, gone, rows);
    } else if (feed.by === 'whole') {
      if (touches(table, traces))
        await this.cluster.replace(tx, table, { where: 'true', parameters: [] }, await this.source.all(table));
    } else {
      const keys = await this.keys(table, traces);
      if (keys.length === 0) return;
      const gone = { where: `${key} = any($1::${typeOfKey(table)}[])`, parameters: [keys] };
      await this.cluster.replace(tx, table, gone, await this.source.withKeys(table, keys, since));
    }
  }

  private async keys(table: ReportingTable, traces: readonly Trace[]): Promise<readonly string[]> {
    const keys = changedKeys(table, traces);
    const [erased, taken] = [erasedContacts(traces), takenAt(traces)];
    if (table.name === 'call' && erased.length > 0) return [...keys, ...(await this.source.callsOf(erased))];
    if (table.name === 'contact' && taken.length > 0) return [...keys, ...(await this.source.contactsOf(taken))];
    return keys;
  }
}
