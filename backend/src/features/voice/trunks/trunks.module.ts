import { Module } from '@nestjs/common';
import { BlacklistModule } from '../blacklist';
import { SwitchModule } from '../switch';
import { ChannelStore } from './data/channel.store';
import { TrunkRouteStore } from './data/route.store';
import { TrunkStore } from './data/trunk.store';
import { configuredRoutes } from './edge/configured-routes';
import { configuredTrunks } from './edge/configured-trunks';
import { TrunkHandover } from './edge/trunk-handover';
import { TrunkHealth } from './edge/trunk-health';
import { TrunkRoutesController } from './edge/trunk-routes.controller';
import { TrunksController } from './edge/trunks.controller';
import { HandOverTrunks } from './use-cases/hand-over-trunks';
import { OutboundTrunks } from './use-cases/outbound-trunks';
import { RouteSettings } from './use-cases/route-settings';
import { TrunkSettings } from './use-cases/trunk-settings';

@Module({
  imports: [BlacklistModule, SwitchModule],
  controllers: [TrunksController, TrunkRoutesController],
  providers: [
    ChannelStore,
    configuredRoutes,
    configuredTrunks,
    TrunkRouteStore,
    TrunkStore,
    OutboundTrunks,
    RouteSettings,
    TrunkSettings,
    TrunkHealth,
    HandOverTrunks,
    TrunkHandover,
  ],
  exports: [OutboundTrunks],
})
export class TrunksModule {}
