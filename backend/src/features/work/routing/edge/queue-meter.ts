import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MeterSources } from '../../../house/licensing';

/** Queues, overflow queues too, count against the limit of the package. */
@Injectable()
export class QueueMeter implements OnModuleInit {
  constructor(private readonly meters: MeterSources) {}

  onModuleInit(): void {
    this.meters.register({
      types: ['QueueSaved', 'QueueDeleted'],
      amounts: (event) => {
        // The first entry of a queue's stream is its creation; later ones are changes.
        const amount = event.type === 'QueueDeleted' ? -1 : event.version === 1 ? 1 : 0;
        return amount === 0 ? [] : [{ meter: 'limit-queues', amount }];
      },
    });
  }
}
