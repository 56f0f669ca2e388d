import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Schedule } from '../../../../platform/schedule';
import { BLACKLIST_EXPIRY, BlacklistEntries } from '../use-cases/blacklist-entries';
import { IMPORT_FORGETTING, ImportBlacklistFile } from '../use-cases/import-blacklist';

const entry = z.object({ entryId: z.string() });
const imported = z.object({ importId: z.string() });

/** Entries that end by themselves, and imports whose refused rows nobody needs any more. */
@Injectable()
export class BlacklistTimers implements OnModuleInit {
  constructor(
    private readonly schedule: Schedule,
    private readonly entries: BlacklistEntries,
    private readonly imports: ImportBlacklistFile,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(BLACKLIST_EXPIRY, async (payload) => {
      const { entryId } = entry.parse(payload);
      await this.entries.expire(entryId, bySystem('clock', entryId, this.clock.now()));
    });
    this.schedule.on(IMPORT_FORGETTING, (payload) => this.imports.forget(imported.parse(payload).importId));
  }
}
