import { Module } from '@nestjs/common';
import { RealtimeModule } from '../../../platform/realtime';
import { AgentsModule } from '../agents';
import { BreakKindStore } from './data/break-kind.store';
import { BreakStore } from './data/break.store';
import { configuredBreakLimits, configuredBreaks } from './edge/configured-breaks';
import { BreakReactions } from './edge/break-reactions';
import { BreakSettingsController } from './edge/break-settings.controller';
import { BreakTopics } from './edge/break-topics';
import { BreaksController } from './edge/breaks.controller';
import { BreakRoom } from './use-cases/break-room';
import { BreakSettings } from './use-cases/break-settings';

@Module({
  imports: [RealtimeModule, AgentsModule],
  controllers: [BreaksController, BreakSettingsController],
  providers: [
    BreakKindStore,
    configuredBreakLimits,
    configuredBreaks,
    BreakStore,
    BreakRoom,
    BreakSettings,
    BreakReactions,
    BreakTopics,
  ],
  exports: [BreakSettings],
})
export class BreaksModule {}
