import type { DataSource } from 'typeorm';
import type { Instant } from '../../kernel/clock';
import { SystemClock, type TimeSource } from '../clock';

/** The steadied clock of a process: it goes on from the last event that was written, should the wall be behind it. */
export async function clockAfter(dataSource: DataSource, time?: TimeSource): Promise<SystemClock> {
  const [last] = await dataSource.query<{ at: Date }[]>('select at from journal order by position desc limit 1');
  const after: Instant | undefined = last?.at.getTime();
  return new SystemClock(time, after);
}
