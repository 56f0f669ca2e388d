import type { RecordedEvent } from '../../../../kernel/journal';

/** Open workstation sessions count against the licences. */
export const sessionMeter = {
  types: ['SessionOpened', 'SessionEnded'],
  amounts: (event: Pick<RecordedEvent, 'type'>) => [
    { meter: 'licences', amount: event.type === 'SessionOpened' ? 1 : -1 },
  ],
};
