import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MeterSources } from '../../../house/licensing';
import { ARCHIVE_METER } from '../use-cases/archive-targets';

/** Each external resource is charged while it is connected, one that is paused too. */
@Injectable()
export class ArchiveMeter implements OnModuleInit {
  constructor(private readonly meters: MeterSources) {}

  onModuleInit(): void {
    this.meters.register({
      types: ['ArchiveTargetSaved', 'ArchiveTargetRemoved'],
      amounts: (event) => {
        // The first entry of a resource's stream is its creation; later ones are changes.
        const amount = event.type === 'ArchiveTargetRemoved' ? -1 : event.version === 1 ? 1 : 0;
        return amount === 0 ? [] : [{ meter: ARCHIVE_METER, amount }];
      },
    });
  }
}
