import type { Instant } from '../../kernel/clock';
import type { Database } from '../database';
import type { SubscriberLag } from './subscription';

/** Where every subscriber stands. One index look-up for each; safe to ask every few seconds. */
export async function readLag(database: Database, now: Instant): Promise<SubscriberLag[]> {
  return database.read.query<SubscriberLag[]>(
    `select s.name, s.position, greatest(head.position - s.position, 0) as behind,
       coalesce(greatest($1 - (next.meta ->> 'at')::float8, 0) / 1000, 0) as "secondsBehind",
       s.attempts, s.last_error as "lastError",
       (select count(*) from journal_dead_letter d where d.subscriber = s.name and d.retried_at is null) as "deadLetters",
       case when s.lease_until > clock_timestamp() then s.owner end as owner
     from journal_subscriber s
     cross join (select coalesce(max(position), 0) as position from journal) head
     left join lateral (select meta from journal where position > s.position order by position limit 1) next on true
     order by s.name`,
    [now],
  );
}
