import { Module } from '@nestjs/common';
import { ContactStore } from './data/contact.store';
import { RecordStore } from './data/record.store';
import { ContactsController } from './edge/contacts.controller';
import { RecordMeter } from './edge/record-meter';
import { Contacts } from './use-cases/contacts';
import { RecordCampaigns } from './use-cases/record-campaigns';
import { Records } from './use-cases/records';

@Module({
  controllers: [ContactsController],
  providers: [ContactStore, RecordStore, Contacts, Records, RecordCampaigns, RecordMeter],
  exports: [ContactStore, Contacts, Records, RecordCampaigns],
})
export class RecordsModule {}
