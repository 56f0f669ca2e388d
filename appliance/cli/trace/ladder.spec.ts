import { sipLadder, timeline, type StoryEntry } from './ladder';

const entry = (second: number, type: string, data: Record<string, unknown> = {}): StoryEntry => ({
  position: second,
  at: `2026-11-30T10:00:0${second}.000Z`,
  type,
  actor: { kind: 'system', id: 'switch', name: null },
  data,
});
const CALL = [
  entry(0, 'CallArrived', { ani: '+48501000001', dnis: '+48221000100', trunk: 'trunk-pl-1', names: {} }),
  entry(1, 'CallQueued', { because: 'arrival', names: { q: 'Sprzedaż' } }),
  entry(2, 'CallOffered', { names: { a: 'Anna Kowalska' } }),
  entry(3, 'CallOfferRang', { extension: '201' }),
  entry(4, 'CallConnected', { extension: '201' }),
  entry(9, 'CallHungUp', { outcome: 'answered', endedBy: 'system' }),
];

describe('the SIP ladder of a call', () => {
  const lines = sipLadder(CALL);

  it('has one arrow for each message, towards whoever got it, in time', () => {
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(
      /^10:00:00\.000 {5}\|-+ INVITE -+>\| {29}\| {4}ani=\+48501000001 dnis=\+48221000100 trunk=trunk-pl-1$/,
    );
    expect(lines[2]).toMatch(/^10:00:02\.000 {5}\| {29}\|-+ INVITE -+>\| {4}\(Anna Kowalska\)$/);
    expect(lines[3]).toMatch(/\|<-+ 180 Ringing -+\|/);
    expect(lines[5]).toMatch(/\|<-+ BYE -+\|/);
  });

  it('keeps its three lines straight', () => {
    for (const line of lines.slice(1)) expect([line[17], line[47], line[77]]).toEqual(['|', '|', '|']);
  });
});

it('the timeline of a call tells every event, SIP or not', () => {
  expect(timeline(CALL)[1]).toBe('10:00:01.000  CallQueued                 because=arrival (Sprzedaż)');
  expect(timeline(CALL)).toHaveLength(6);
});
