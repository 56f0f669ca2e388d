import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { AttemptStore } from '../data/attempt.store';
import { DiallingStore } from '../data/dialling.store';

const NAME = /^[a-z][A-Za-z0-9_]{0,39}$/;

/** What a flow knows of the record that it calls: its fields fill the flow's variables of the same name. */
@Injectable()
export class RecordVariables {
  constructor(
    private readonly attempts: AttemptStore,
    private readonly records: DiallingStore,
  ) {}

  async of(tx: Transaction, callId: string): Promise<Record<string, string>> {
    const attempt = await this.attempts.ofCall(tx, callId);
    const record = attempt && (await this.records.find(tx, attempt.recordId));
    if (!record) return {};
    const { firstName, lastName, company, contactId, fields } = record;
    const own = Object.entries(fields).filter(([name, value]) => NAME.test(name) && value !== null);
    return {
      'contact.id': contactId,
      'contact.firstName': firstName,
      'contact.lastName': lastName,
      'contact.company': company,
      ...Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
    };
  }
}
