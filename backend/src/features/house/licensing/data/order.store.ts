import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Order } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';

interface OrderRow {
  readonly document: Omit<Order, 'version'>;
  readonly version: number;
}

/** The Order in force: one row. */
@Injectable()
export class OrderStore {
  constructor(private readonly database: Database) {}

  async read(from: EntityManager = this.database.read): Promise<Order> {
    return orderOf(await from.query<OrderRow[]>('select document, version from customer_order'));
  }

  /** Holds off other changes of the Order until the transaction ends. */
  async lock(tx: Transaction): Promise<Order> {
    return orderOf(await tx.query<OrderRow[]>('select document, version from customer_order for update'));
  }

  async write(tx: Transaction, { version, ...document }: Order): Promise<void> {
    await tx.query('update customer_order set document = $1, version = $2', [JSON.stringify(document), version]);
  }
}

function orderOf([row]: OrderRow[]): Order {
  if (!row) throw new Error('The Order is missing');
  return { ...row.document, version: row.version };
}
