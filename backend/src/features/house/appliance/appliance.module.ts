import { Module } from '@nestjs/common';
import { PeersFile } from './data/peers.file';
import { Reports } from './data/reports';
import { ApplianceController } from './edge/appliance.controller';
import { VpnPeersController } from './edge/vpn-peers.controller';
import { VpnPeers } from './use-cases/vpn-peers';

@Module({
  controllers: [ApplianceController, VpnPeersController],
  providers: [Reports, PeersFile, VpnPeers],
})
export class ApplianceModule {}
