import { Injectable } from '@nestjs/common';
import type { AlertDelivery } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';

type Row = Omit<AlertDelivery, 'at'> & { at: Date };

/** How telling an alert by mail or webhook went. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly database: Database) {}

  async begin(delivery: {
    id: string;
    alertId: string;
    channel: AlertDelivery['channel'];
    target: string;
    at: Instant;
  }): Promise<void> {
    const { id, alertId, channel, target, at } = delivery;
    await this.database.read.query(
      `insert into alert_delivery (id, alert_id, channel, target, at) values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
       on conflict do nothing`,
      [id, alertId, channel, target, at],
    );
  }

  async note(
    id: string,
    { state, attempts, error, at }: Pick<AlertDelivery, 'state' | 'attempts' | 'error'> & { at: Instant },
  ): Promise<void> {
    await this.database.read.query(
      'update alert_delivery set state = $2, attempts = $3, error = $4, at = to_timestamp($5 / 1000.0) where id = $1',
      [id, state, attempts, error, at],
    );
  }

  /** An alert has few: at most `limit`. */
  async ofAlert(alertId: string, limit = 200): Promise<AlertDelivery[]> {
    const rows = await this.database.read.query<Row[]>(
      'select channel, target, state, attempts, error, at from alert_delivery where alert_id = $1 order by id limit $2',
      [alertId, limit],
    );
    return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  }

  /** Addresses of these people who may still come in. */
  async addressesOf(userIds: readonly string[]): Promise<{ email: string; language: 'pl' | 'en' }[]> {
    return this.database.read.query(
      `select email, language from app_user where id = any($1::uuid[]) and state <> 'deactivated' and email <> ''`,
      [userIds],
    );
  }
}
