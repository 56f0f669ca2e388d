import { Module } from '@nestjs/common';
import { Reports } from './data/reports';
import { ApplianceController } from './edge/appliance.controller';
import { SftpAccountsController } from './edge/sftp-accounts.controller';
import { VpnPeersController } from './edge/vpn-peers.controller';
import { ChangeDesired } from './use-cases/change-desired';
import { SftpAccounts } from './use-cases/sftp-accounts';
import { VpnPeers } from './use-cases/vpn-peers';

@Module({
  controllers: [ApplianceController, SftpAccountsController, VpnPeersController],
  providers: [Reports, ChangeDesired, SftpAccounts, VpnPeers],
})
export class ApplianceModule {}
