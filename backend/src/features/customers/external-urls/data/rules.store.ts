import { Injectable } from '@nestjs/common';
import type { ExternalUrlRules } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';

/** Where desks may be sent: one row. */
@Injectable()
export class UrlRulesStore {
  constructor(private readonly database: Database) {}

  async read(tx: Transaction = this.database.read): Promise<ExternalUrlRules> {
    const [row] = await tx.query<ExternalUrlRules[]>('select schemes, hosts, version from external_url_rules');
    if (!row) throw new Error('The rules for external addresses are missing');
    return row;
  }

  async write(tx: Transaction, { schemes, hosts, version }: ExternalUrlRules): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update external_url_rules set schemes = $1, hosts = $2, version = version + 1 where version = $3 returning version',
      [schemes, hosts, version],
    );
    return rows.length > 0;
  }
}
