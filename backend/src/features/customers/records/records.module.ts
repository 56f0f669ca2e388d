import { Module } from '@nestjs/common';
import { ContactStore } from './data/contact.store';
import { ContactsController } from './edge/contacts.controller';
import { Contacts } from './use-cases/contacts';

@Module({
  controllers: [ContactsController],
  providers: [ContactStore, Contacts],
  exports: [ContactStore],
})
export class RecordsModule {}
