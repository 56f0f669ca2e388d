import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { ClassificationModule } from './features/customers/classification';
import { ConsentsModule } from './features/customers/consents';
import { ExternalUrlsModule } from './features/customers/external-urls';
import { HlrModule } from './features/customers/hlr';
import { PrivacyModule } from './features/customers/privacy';
import { RecordsModule } from './features/customers/records';
import { ScriptsModule } from './features/customers/scripts';
import { ApplianceModule } from './features/house/appliance';
import { IdentityModule } from './features/house/identity';
import { LicensingModule } from './features/house/licensing';
import { MessagesModule } from './features/house/messages';
import { ServiceLevelModule } from './features/house/service-level';
import { ViewsModule } from './features/house/views';
import { AlertsModule } from './features/insight/alerts';
import { BiReportsModule } from './features/insight/bi-reports';
import { MonitoringModule } from './features/insight/monitoring';
import { WallboardsModule } from './features/insight/wallboards';
import { NotificationsModule } from './features/insight/notifications';
import { ReportSendingModule } from './features/insight/report-sending';
import { ReportingModule } from './features/insight/reporting';
import { ReportingDatabaseModule } from './features/insight/reporting-database';
import { BlacklistModule } from './features/voice/blacklist';
import { CallbacksModule } from './features/voice/callbacks';
import { CallsModule } from './features/voice/calls';
import { CampaignsModule } from './features/voice/campaigns';
import { GoalsModule } from './features/voice/goals';
import { GsmModule } from './features/voice/gsm';
import { IvrModule } from './features/voice/ivr';
import { PromptsModule } from './features/voice/prompts';
import { RecordingArchiveModule } from './features/voice/recording-archive';
import { QualityModule } from './features/voice/quality';
import { RecordingsModule } from './features/voice/recordings';
import { SurveysModule } from './features/voice/surveys';
import { PbxModule } from './features/voice/pbx';
import { TrunksModule } from './features/voice/trunks';
import { VoicemailModule } from './features/voice/voicemail';
import { AgentsModule } from './features/work/agents';
import { BreaksModule } from './features/work/breaks';
import { CalendarModule } from './features/work/calendar';
import { RoutingModule } from './features/work/routing';
import { WhatIfModule } from './features/work/what-if';
import type { Part } from './platform/config';
import { PlatformDataModule } from './platform/data';
import { FiguresModule } from './platform/figures';
import { FilesModule } from './platform/files';
import { HealthModule } from './platform/health';
import { HttpModule } from './platform/http';
import { JobsModule } from './platform/jobs';
import { LoggingModule } from './platform/logging';
import { MetricsModule } from './platform/metrics';
import { RealtimeModule } from './platform/realtime';
import { RedisModule } from './platform/redis';

/** In every process. Add a module on a line of its own. */
const everywhere: readonly Type[] = [
  LoggingModule,
  PlatformDataModule,
  RedisModule,
  HttpModule,
  RealtimeModule,
  JobsModule,
  FilesModule,
  FiguresModule,
  MetricsModule,
  HealthModule,
  LicensingModule,
  IdentityModule,
  MessagesModule,
  ViewsModule,
  ApplianceModule,
  ServiceLevelModule,
  AgentsModule,
  BreaksModule,
  CalendarModule,
  RoutingModule,
  WhatIfModule,
  RecordsModule,
  ConsentsModule,
  PrivacyModule,
  ExternalUrlsModule,
  ScriptsModule,
  ClassificationModule,
  HlrModule,
  BlacklistModule,
  PbxModule,
  TrunksModule,
  CallsModule,
  CampaignsModule,
  GoalsModule,
  CallbacksModule,
  PromptsModule,
  GsmModule,
  IvrModule,
  RecordingsModule,
  RecordingArchiveModule,
  QualityModule,
  VoicemailModule,
  ReportingModule,
  ReportingDatabaseModule,
  BiReportsModule,
  ReportSendingModule,
  SurveysModule,
  WallboardsModule,
  AlertsModule,
  MonitoringModule,
  NotificationsModule,
];

/** Only in processes that run the part; a module of several parts stands under each. */
const onlyIn: Readonly<Record<Part, readonly Type[]>> = {
  api: [],
  telephony: [],
  worker: [],
};

/** The application: a plain list of modules, cut to the parts of this process. */
@Module({})
export class AppModule {
  static of(parts: readonly Part[]): DynamicModule {
    const chosen = new Set([...everywhere, ...parts.flatMap((part) => onlyIn[part])]);
    return { module: AppModule, imports: [...chosen] };
  }
}
