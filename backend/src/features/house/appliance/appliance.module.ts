import { Module } from '@nestjs/common';
import { Reports } from './data/reports';
import { ApplianceController } from './edge/appliance.controller';

@Module({ controllers: [ApplianceController], providers: [Reports] })
export class ApplianceModule {}
