import { Module } from '@nestjs/common';
import { MonitoringModule } from '../monitoring';
import { LinkStore } from './data/link.store';
import { WallboardStore } from './data/wallboard.store';
import { configuredWallboards } from './edge/configured-wallboards';
import { WallTopic } from './edge/wall-topic';
import { WallboardsController } from './edge/wallboards.controller';
import { ShownBoards } from './use-cases/shown-boards';
import { Wallboards } from './use-cases/wallboards';

@Module({
  imports: [MonitoringModule],
  controllers: [WallboardsController],
  providers: [WallboardStore, configuredWallboards, LinkStore, Wallboards, ShownBoards, WallTopic],
})
export class WallboardsModule {}
