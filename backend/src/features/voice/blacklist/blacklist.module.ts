import { Module } from '@nestjs/common';
import { BlacklistStore } from './data/blacklist.store';
import { BlacklistImportStore } from './data/import.store';
import { configuredBlacklist } from './edge/configured-blacklist';
import { BlacklistImportsController } from './edge/blacklist-imports.controller';
import { BlacklistTimers } from './edge/blacklist-timers';
import { BlacklistController } from './edge/blacklist.controller';
import { FollowUpReactions } from './edge/follow-up-reactions';
import { Blacklist } from './use-cases/blacklist';
import { BlacklistEntries } from './use-cases/blacklist-entries';
import { CampaignScopes } from './use-cases/campaign-scopes';
import { ImportBlacklistFile } from './use-cases/import-blacklist';

@Module({
  controllers: [BlacklistImportsController, BlacklistController],
  providers: [
    BlacklistStore,
    configuredBlacklist,
    BlacklistImportStore,
    Blacklist,
    BlacklistEntries,
    CampaignScopes,
    ImportBlacklistFile,
    BlacklistTimers,
    FollowUpReactions,
  ],
  exports: [Blacklist, CampaignScopes],
})
export class BlacklistModule {}
