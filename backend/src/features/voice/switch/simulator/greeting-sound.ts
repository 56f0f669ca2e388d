import { SeededRandom } from './seeded-random';

/** Who takes a call, for whoever listens. */
export type Greeting = 'person' | 'machine' | 'nobody';

const RATE = 8000;
/** Voice after the answer: seconds of speech and pauses in turn. */
const SAYS: Readonly<Record<Greeting, readonly number[]>> = {
  person: [0.45, 0.35, 0.1, 0.4],
  machine: [0.3, 2.7, 0.15, 2.1, 0.2, 1.2, 0.3],
  nobody: [],
};
const BEEP = { hertz: 1000, seconds: 0.4, level: 6000 };

/** What is heard after an answer: a voice with syllables and melody, no words; a machine ends with its tone. */
export function greetingSound(greeting: Greeting, seed: number): Int16Array {
  const random = new SeededRandom(seed);
  const voice = { pitch: random.between(100, 220), phase: 0, syllable: random.between(38, 52) / 10 };
  const samples: number[] = [];
  SAYS[greeting].forEach((seconds, turn) => {
    for (let at = 0; at < seconds * RATE; at += 1) samples.push(turn % 2 === 0 ? 0 : voiced(voice, at / RATE, seconds));
  });
  for (let at = 0; greeting === 'machine' && at < BEEP.seconds * RATE; at += 1)
    samples.push(BEEP.level * Math.sin((2 * Math.PI * BEEP.hertz * at) / RATE));
  // The line is never quite still.
  return Int16Array.from(samples, (each) => each + random.between(-12, 12));
}

/** Harmonics that open and close like a mouth, about five times a second; the pitch falls towards the end. */
function voiced(
  voice: { pitch: number; phase: number; readonly syllable: number },
  at: number,
  length: number,
): number {
  const opening = Math.sin(Math.PI * ((at * voice.syllable) % 1));
  const hertz = voice.pitch * (1.1 - (0.25 * at) / length + 0.03 * Math.sin(17 * at));
  voice.phase += (2 * Math.PI * hertz) / RATE;
  let sum = 0;
  for (let harmonic = 1; harmonic <= 12 && harmonic * hertz < 3400; harmonic += 1) {
    const near = (formant: number) => 1 / (1 + ((harmonic * hertz - formant) / 250) ** 2);
    sum += (0.15 + near(350 + 400 * opening) + 0.8 * near(1900 - 300 * opening)) * Math.sin(harmonic * voice.phase);
  }
  return 900 * (0.08 + opening) * sum;
}
