import { Module } from '@nestjs/common';
import { GsmStore } from './data/gsm.store';
import { GsmController } from './edge/gsm.controller';
import { GsmMonitoring } from './use-cases/gsm-monitoring';

@Module({ controllers: [GsmController], providers: [GsmStore, GsmMonitoring] })
export class GsmModule {}
