import type { TimelineEntry } from '#contracts';
import { sentenceOf, sentenceParams } from './timeline-sentence';

const entry = (type: string, data: Record<string, unknown>, actorName: string | null = null): TimelineEntry => ({
  position: 1,
  at: '2026-11-22T10:00:00Z',
  type,
  actor: { kind: 'system', id: 'system', name: actorName },
  data,
});
const names = new Map([
  ['agent-1', 'Ewa Nowak'],
  ['queue-1', 'Sprzedaż'],
]);

describe('timeline sentences', () => {
  it('names the agent of an offer', () =>
    expect(sentenceParams(entry('CallOffered', { offer: { agentId: 'agent-1' } }), names)['agent']).toBe('Ewa Nowak'));
  it('names the queue by its id', () =>
    expect(sentenceParams(entry('CallQueued', { stay: { queueId: 'queue-1' } }), names)['queue']).toBe('Sprzedaż'));
  it('writes the caller as a person would', () => {
    const params = sentenceParams(entry('CallArrived', { number: '+48601234567', dnis: '+48221000000' }), names);
    expect(params).toMatchObject({ party: '601 234 567', ownNumber: '22 100 00 00' });
  });
  it('says who did it when the step names nobody', () =>
    expect(sentenceParams(entry('CallHeld', {}, 'Jan Lis'), names)['agent']).toBe('Jan Lis'));
  it('says why an overflow came to nothing', () => {
    const sentences = ['number-blacklisted', 'target-not-found', 'busy'].map((reason) =>
      sentenceOf(entry('CallOverflowFailed', { reason })),
    );
    expect(sentences).toEqual(['CallOverflowBlacklisted', 'CallOverflowGone', 'CallOverflowFailed']);
  });
  it('says of a campaign’s call what the campaign does, not that it is in a queue', () => {
    const said = entry('CallOverflowed', { fromQueueId: null, say: 'Dzień dobry' });
    expect(
      [
        entry('CallQueued', { because: 'campaign' }),
        entry('CallQueued', { because: 'flow' }),
        said,
        entry('CallOverflowed', { fromQueueId: null, say: null }),
        entry('CallOverflowed', { fromQueueId: 'queue-1', say: null }),
      ].map(sentenceOf),
    ).toEqual(['CallKeptByCampaign', 'CallQueued', 'CallTold', 'CallLetGoByCampaign', 'CallOverflowed']);
    expect(sentenceParams(said, names)['text']).toBe('Dzień dobry');
  });
  it('never leaves a hole', () =>
    expect(Object.values(sentenceParams(entry('CallTransferred', {}), names))).not.toContain(''));
});
