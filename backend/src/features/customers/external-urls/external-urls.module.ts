import { Module } from '@nestjs/common';
import { UrlRulesStore } from './data/rules.store';
import { configuredUrls } from './edge/configured-urls';
import { ExternalUrlsController } from './edge/external-urls.controller';
import { ExternalUrls } from './use-cases/external-urls';

@Module({
  controllers: [ExternalUrlsController],
  providers: [configuredUrls, UrlRulesStore, ExternalUrls],
  exports: [ExternalUrls],
})
export class ExternalUrlsModule {}
