import { Module } from '@nestjs/common';
import { BiReportStore } from './data/bi-report.store';
import { AllowedFrames } from './edge/allowed-frames';
import { BiReportsController } from './edge/bi-reports.controller';
import { BiReports } from './use-cases/bi-reports';

@Module({ controllers: [BiReportsController], providers: [BiReportStore, BiReports, AllowedFrames] })
export class BiReportsModule {}
