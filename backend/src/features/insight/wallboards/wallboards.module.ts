import { Module } from '@nestjs/common';
import { MonitoringModule } from '../monitoring';
import { LinkStore } from './data/link.store';
import { WallAgents } from './data/wall-agents.store';
import { WallboardStore } from './data/wallboard.store';
import { WallTopic } from './edge/wall-topic';
import { WallboardsController } from './edge/wallboards.controller';
import { ShownBoards } from './use-cases/shown-boards';
import { Wallboards } from './use-cases/wallboards';

@Module({
  imports: [MonitoringModule],
  controllers: [WallboardsController],
  providers: [WallboardStore, LinkStore, WallAgents, Wallboards, ShownBoards, WallTopic],
})
export class WallboardsModule {}
