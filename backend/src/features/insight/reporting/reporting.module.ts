import { Module } from '@nestjs/common';
import { FactsStore } from './data/facts.store';
import { FiguresStore } from './data/figures.store';
import { InteractionsStore } from './data/interactions.store';
import { Recipients } from './data/recipients.store';
import { FactFeed } from './edge/fact-feed';
import { ReportsController } from './edge/reports.controller';
import { Reports } from './use-cases/reports';

@Module({
  controllers: [ReportsController],
  providers: [FactsStore, FiguresStore, InteractionsStore, Recipients, Reports, FactFeed],
  exports: [Reports, Recipients],
})
export class ReportingModule {}
