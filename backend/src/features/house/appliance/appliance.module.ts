import { Module } from '@nestjs/common';
import { PeersFile } from './data/peers.file';
import { Reports } from './data/reports';
import { ApplianceController } from './edge/appliance.controller';
import { SftpAccountsController } from './edge/sftp-accounts.controller';
import { VpnPeersController } from './edge/vpn-peers.controller';
import { SftpAccounts } from './use-cases/sftp-accounts';
import { VpnPeers } from './use-cases/vpn-peers';

@Module({
  controllers: [ApplianceController, SftpAccountsController, VpnPeersController],
  providers: [Reports, PeersFile, SftpAccounts, VpnPeers],
})
export class ApplianceModule {}
