import type { FollowUp } from '#contracts';
import { followUpsOf, shown } from './follow-up-form';

describe('follow-ups of a classifier', () => {
  it('come out of the form as they went in', () => {
    const all: FollowUp[] = [
      { kind: 'open-url', url: 'https://crm.firma.pl/' },
      { kind: 'pass', processId: 'p' },
      { kind: 'recontact', required: true, for: 'agent', afterMinutes: 60 },
      { kind: 'blacklist', direction: 'outbound', days: 30 },
    ];
    expect(followUpsOf(shown(all))).toEqual(all);
    expect(followUpsOf(shown([]))).toEqual([]);
    expect(followUpsOf({ ...shown([]), blacklist: true })).toEqual([
      { kind: 'blacklist', direction: 'both', days: null },
    ]);
  });
});
