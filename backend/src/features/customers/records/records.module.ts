import { Module } from '@nestjs/common';
import { ContactStore } from './data/contact.store';
import { ContactsController } from './edge/contacts.controller';
import { RecordMeter } from './edge/record-meter';
import { Contacts } from './use-cases/contacts';

@Module({
  controllers: [ContactsController],
  providers: [ContactStore, Contacts, RecordMeter],
  exports: [ContactStore, Contacts],
})
export class RecordsModule {}
