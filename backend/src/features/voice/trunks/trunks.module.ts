import { Module } from '@nestjs/common';
import { BlacklistModule } from '../blacklist';
import { ChannelStore } from './data/channel.store';
import { TrunkRouteStore } from './data/route.store';
import { TrunkStore } from './data/trunk.store';
import { TrunkHealth } from './edge/trunk-health';
import { TrunkRoutesController } from './edge/trunk-routes.controller';
import { TrunksController } from './edge/trunks.controller';
import { OutboundTrunks } from './use-cases/outbound-trunks';
import { RouteSettings } from './use-cases/route-settings';
import { TrunkSettings } from './use-cases/trunk-settings';

@Module({
  imports: [BlacklistModule],
  controllers: [TrunksController, TrunkRoutesController],
  providers: [ChannelStore, TrunkRouteStore, TrunkStore, OutboundTrunks, RouteSettings, TrunkSettings, TrunkHealth],
  exports: [OutboundTrunks],
})
export class TrunksModule {}
