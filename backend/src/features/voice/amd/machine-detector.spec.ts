import fc from 'fast-check';
import { machineDetector } from './use-cases/machine-detector';
import type { DetectorEvent } from './domain/machine-detector';

const FRAME = 160;

/** Seconds of sound; `wave` gives each sample of it. */
const sound = (seconds: number, wave: (at: number) => number): number[] =>
  Array.from({ length: seconds * 8000 }, (_, at) => wave(at));
const silence = (seconds: number): number[] => sound(seconds, (at) => (at % 7) - 3);
/** A buzz of 130 Hz that opens and closes four times a second. */
const voice = (seconds: number): number[] =>
  sound(seconds, (at) => {
    const opening = 0.1 + Math.abs(Math.sin((Math.PI * 4 * at) / 8000));
    const buzz = [1, 2, 3, 5, 8, 13].reduce((sum, n) => sum + Math.sin((2 * Math.PI * 130 * n * at) / 8000), 0);
    return 900 * opening * buzz;
  });
const tone = (hertz: number, seconds: number): number[] =>
  sound(seconds, (at) => 6000 * Math.sin((2 * Math.PI * hertz * at) / 8000));

function heard(samples: readonly number[]): DetectorEvent[] {
  const detector = machineDetector();
  const events: DetectorEvent[] = [];
  for (let at = 0; at + FRAME <= samples.length; at += FRAME)
    events.push(...detector.hear(Int16Array.from(samples.slice(at, at + FRAME))));
  return events;
}

const verdictOf = (samples: readonly number[]) => heard(samples).find(({ type }) => type === 'verdict');

describe('the detector', () => {
  it('takes a word and silence for a person, and tells when the voice began', () => {
    const events = heard([...silence(0.5), ...voice(0.6), ...silence(3)]);
    expect(events[0]).toMatchObject({ type: 'speech-began' });
    expect(events[0]?.atMs).toBeGreaterThanOrEqual(500);
    expect(events[0]?.atMs).toBeLessThan(800);
    expect(events[1]).toMatchObject({ type: 'verdict', who: 'person' });
    expect(events).toHaveLength(2);
  });

  it('takes who speaks on and on for a machine, and tells when it records', () => {
    const message = [...silence(0.3), ...voice(2.7), ...silence(0.15), ...voice(2)];
    const events = heard([...message, ...silence(0.3), ...tone(1000, 0.4), ...silence(1)]);
    expect(events[1]).toMatchObject({ type: 'verdict', who: 'machine' });
    expect(events[1]?.atMs).toBeLessThanOrEqual(3500);
    expect(events[2]).toMatchObject({ type: 'records-now', because: 'tone' });
    expect(heard([...message, ...silence(4)])[2]).toMatchObject({ type: 'records-now', because: 'silence' });
  });

  it('hears no voice in clicks and silence, and leaves those who say nothing to an agent', () => {
    const click = sound(0.02, (at) => 9000 * Math.sin(at * at));
    const events = heard([...silence(1), ...click, ...silence(1), ...click, ...silence(4)]);
    expect(events).toMatchObject([{ type: 'verdict', who: 'person' }]);
  });

  it('comes to exactly one verdict within five seconds, and to the same again, whatever it hears', () => {
    const piece = fc.record({ level: fc.nat(32_000), hertz: fc.integer({ min: 20, max: 3900 }), noise: fc.boolean() });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 5, maxLength: 12 }), (pieces) => {
        const samples = pieces.flatMap(({ level, hertz, noise }) =>
          sound(0.5, (at) => level * (noise ? ((at * 7919 + hertz) % 1999) / 1000 - 1 : Math.sin((at * hertz) / 1273))),
        );
        const whole = [...samples, ...silence(6 - samples.length / 8000)];
        const events = heard(whole);
        expect(events.filter(({ type }) => type === 'verdict')).toHaveLength(1);
        expect(verdictOf(whole)?.atMs).toBeLessThanOrEqual(5000);
        expect(heard(whole)).toEqual(events);
      }),
      { numRuns: 10 },
    );
  });
});
