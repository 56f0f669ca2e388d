import { Module } from '@nestjs/common';
import { FactsStore } from './data/facts.store';
import { FiguresStore } from './data/figures.store';
import { InteractionsStore } from './data/interactions.store';
import { FactFeed } from './edge/fact-feed';
import { ReportsController } from './edge/reports.controller';
import { Reports } from './use-cases/reports';

@Module({
  controllers: [ReportsController],
  providers: [FactsStore, FiguresStore, InteractionsStore, Reports, FactFeed],
  exports: [Reports],
})
export class ReportingModule {}
