import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents';
import { ContactFieldStore } from './data/contact-field.store';
import { ContactRoutingStore } from './data/contact-routing.store';
import { ContactRulesSource } from './data/contact-rules';
import { ContactWriter } from './data/contact-writer';
import { ContactStore } from './data/contact.store';
import { DuplicateStore } from './data/duplicate.store';
import { IdempotencyStore } from './data/idempotency.store';
import { ImportStore } from './data/import.store';
import { IntakeStore } from './data/intake.store';
import { MergeStore } from './data/merge.store';
import { RecordStore } from './data/record.store';
import { TableFiles } from './data/table-file';
import { UndoStore } from './data/undo.store';
import { configuredFields, configuredMatching } from './edge/configured-fields';
import { ContactFieldsController } from './edge/contact-fields.controller';
import { ContactTopics } from './edge/contact-topics';
import { ContactsController } from './edge/contacts.controller';
import { DuplicatesController } from './edge/duplicates.controller';
import { HistoryOfContacts } from './edge/history-of-contacts';
import { ImportJobs } from './edge/import-jobs';
import { ImportTopics } from './edge/import-topics';
import { ImportsController } from './edge/imports.controller';
import { RecordsController } from './edge/records.controller';
import { RecordMeter } from './edge/record-meter';
import { ContactFields } from './use-cases/contact-fields';
import { ContactHistory } from './use-cases/contact-history';
import { ContactImports } from './use-cases/contact-imports';
import { ContactIntake } from './use-cases/contact-intake';
import { ContactNumbers } from './use-cases/contact-numbers';
import { ContactRoutingSettings } from './use-cases/contact-routing-settings';
import { Contacts } from './use-cases/contacts';
import { Duplicates } from './use-cases/duplicates';
import { MergeContactsUseCase } from './use-cases/merge-contacts';
import { RecordCampaigns } from './use-cases/record-campaigns';
import { Records } from './use-cases/records';
import { ImportRules } from './use-cases/import-rules';
import { TakeRows } from './use-cases/take-rows';
import { RunImport } from './use-cases/run-import';
import { ExportContacts } from './use-cases/export-contacts';
import { ContactExportJobs } from './edge/export-jobs';
import { ContactExportsController } from './edge/exports.controller';
import { ContactExportStore } from './data/export.store';
import { SubmitRecordsUseCase } from './use-cases/submit-records';
import { UndoImport } from './use-cases/undo-import';

const stores = [
  ContactExportStore,
  ContactFieldStore,
  ContactRoutingStore,
  ContactRulesSource,
  ContactStore,
  ContactWriter,
  DuplicateStore,
  IdempotencyStore,
  ImportStore,
  IntakeStore,
  MergeStore,
  RecordStore,
  TableFiles,
  UndoStore,
];
const useCases = [
  ContactFields,
  ContactHistory,
  ContactImports,
  ContactIntake,
  ContactNumbers,
  ContactRoutingSettings,
  Contacts,
  Duplicates,
  ExportContacts,
  MergeContactsUseCase,
  RecordCampaigns,
  Records,
  ImportRules,
  TakeRows,
  RunImport,
  SubmitRecordsUseCase,
  UndoImport,
];

@Module({
  imports: [ConsentsModule],
  controllers: [
    ContactExportsController,
    ContactFieldsController,
    DuplicatesController,
    ContactsController,
    ImportsController,
    RecordsController,
  ],
  providers: [
    ...stores,
    ...useCases,
    configuredFields,
    configuredMatching,
    ContactExportJobs,
    ContactTopics,
    HistoryOfContacts,
    ImportJobs,
    ImportTopics,
    RecordMeter,
  ],
  exports: [
    ContactFieldStore,
    ContactStore,
    ContactRoutingStore,
    ContactHistory,
    ContactNumbers,
    Contacts,
    RecordCampaigns,
    Records,
  ],
})
export class RecordsModule {}
