import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { MeterSources } from '../../../house/licensing';

/** A record of miniCRM is a golden contact, in however many campaigns it is: a merge makes one of two, erasure none of one. */
@Injectable()
export class RecordMeter implements OnModuleInit {
  constructor(private readonly meters: MeterSources) {}

  onModuleInit(): void {
    this.meters.register({
      types: ['ContactCreated', 'ContactsTaken', 'ContactsMerged', 'MergeUndone', 'ContactErased', 'ContactsRemoved'],
      amounts: (event) => [{ meter: 'limit-records', amount: amountOf(event) }],
    });
  }
}

function amountOf({ type, data }: RecordedEvent): number {
  const { added = 0, count = 0 } = data as { added?: number; count?: number };
  switch (type) {
    case 'ContactsTaken':
      return added;
    case 'ContactsRemoved':
      return -count;
    case 'ContactsMerged':
    case 'ContactErased':
      return -1;
    default:
      return 1;
  }
}
