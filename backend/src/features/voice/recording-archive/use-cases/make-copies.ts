import { Inject, Injectable } from '@nestjs/common';
import type { ArchiveTarget } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import type { ArchivePlace } from '../data/archive-place';
import { ArchiveStore } from '../data/archive.store';
import { backOff } from '../domain/back-off';
import { ArchiveTargets } from './archive-targets';
import { CopyRecording, NothingToCopy, NotTheSame } from './copy-recording';
import { OpenPlace } from './open-place';

const BATCH = 100;
/** A copy that is never the same is given up, and a person decides. */
const ATTEMPTS = 10;

/** Makes the waiting copies of a target, one after the other over one connection; a break leaves them waiting for a later time. */
@Injectable()
export class MakeCopies {
  constructor(
    private readonly store: ArchiveStore,
    private readonly targets: ArchiveTargets,
    private readonly places: OpenPlace,
    private readonly copying: CopyRecording,
    private readonly journal: Journal,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(targetId: string): Promise<void> {
    const target = await this.store.find(this.database.read, targetId);
    if (!target?.active) return;
    try {
      await this.batch(target);
    } catch (error) {
      return this.broke(target, error);
    }
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      await this.store.works(tx, targetId, now);
      if ((await this.store.waiting(targetId, 1)).length > 0) await this.targets.due(tx, targetId, now + 1000);
    });
  }

  private async batch(target: ArchiveTarget): Promise<void> {
    const place = await this.places.open(target);
    try {
      for (const copy of await this.store.waiting(target.id, BATCH)) await this.one(place, copy);
    } finally {
      await place.close().catch(() => undefined);
    }
  }

  /** What is wrong with this copy alone is noted on it; everything else is the target's, and ends the batch. */
  private async one(
    place: ArchivePlace,
    { id, recordingId, attempts }: { id: string; recordingId: string; attempts: number },
  ): Promise<void> {
    try {
      const copied = await this.copying.copy(place, recordingId);
      await this.store.copied(id, { ...copied, at: this.clock.now() });
    } catch (error) {
      const own = error instanceof NotTheSame || error instanceof NothingToCopy;
      const final = error instanceof NothingToCopy || (own && attempts + 1 >= ATTEMPTS);
      await this.store.troubled(id, own ? error.message : 'broken-off', final);
      if (!own) throw error;
    }
  }

  private async broke(target: ArchiveTarget, error: unknown): Promise<void> {
    const now = this.clock.now();
    const said = error instanceof Error ? error.message : String(error);
    const failures = ((await this.store.secrets(target.id))?.failures ?? 0) + 1;
    const nextAt = now + backOff(failures);
    await this.database.transaction(async (tx) => {
      await this.store.broke(tx, target.id, { error: said, failures, nextAt });
      await this.targets.due(tx, target.id, nextAt);
      // Told once, not at each try.
      if (failures > 1) return;
      const data = { targetId: target.id, name: target.name, error: said };
      const meta = bySystem('archive', target.id, now);
      await this.journal.append(tx, `archive-${target.id}`, [{ type: 'ArchiveTargetBroke', data }], meta);
    });
  }
}
