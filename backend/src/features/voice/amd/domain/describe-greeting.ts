import type { Burst, SpeechFollower } from './follow-speech';

/** What the model is asked about, in this order. Times in milliseconds. */
export const FEATURES = [
  'time',
  'onset',
  'sinceOnset',
  'spoken',
  'silenceNow',
  'longestPause',
  'utterances',
  'firstUtterance',
  'longestUtterance',
  'lastUtterance',
  'bursts',
  'longestBurst',
  'burstsASecond',
  'voicedShare',
  'swellsASecond',
  'levelSpread',
  'overNoise',
  'noise',
  'pitch',
  'pitchSpread',
  'pitchRange',
  'pitchAtEnd',
  'crossings',
  'longestTone',
  'sounding',
] as const;

/** Bursts closer than this belong to one utterance. */
const UTTERANCE_GAP_MS = 350;

const spread = (sum: number, squares: number, count: number): number =>
  count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));

/** What has been heard so far as numbers, for the model. */
export function describeGreeting(heard: SpeechFollower): number[] {
  const speech = heard.speech();
  const { at, sounding, levels, levelSquares, noise, tone } = heard;
  const onset = speech[0]?.start ?? at;
  const spoken = speech.reduce((sum, { start, end }) => sum + end - start, 0);
  const voiced = speech.reduce((sum, each) => sum + each.voiced, 0);
  const lengths = utterances(speech).map(({ start, end }) => end - start);
  const seconds = Math.max(0.1, spoken / 1000);
  return [
    at,
    onset,
    at - onset,
    spoken,
    at - (speech.at(-1)?.end ?? 0),
    longestPause(speech),
    lengths.length,
    lengths[0] ?? 0,
    Math.max(0, ...lengths),
    lengths.at(-1) ?? 0,
    speech.length,
    Math.max(0, ...speech.map(({ start, end }) => end - start)),
    speech.length / seconds,
    spoken === 0 ? 0 : voiced / spoken,
    heard.swells / seconds,
    spread(levels, levelSquares, sounding),
    sounding === 0 ? 0 : levels / sounding - noise,
    noise,
    ...melody(heard.melody),
    sounding === 0 ? 0 : heard.crossings / sounding,
    tone.longest,
    sounding * 20,
  ];
}

export function utterances(speech: readonly Burst[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of speech) {
    const last = found.at(-1);
    if (last && start - last.end < UTTERANCE_GAP_MS) last.end = end;
    else found.push({ start, end });
  }
  return found;
}

const longestPause = (speech: readonly Burst[]): number =>
  Math.max(0, ...speech.slice(1).map(({ start }, index) => start - (speech[index]?.end ?? start)));

/** Mean, spread, range and how the last tenth of a second and a half lies against all of it. */
function melody(tones: readonly number[]): readonly [number, number, number, number] {
  if (tones.length < 5) return [0, 0, 0, 0];
  const sum = tones.reduce((total, each) => total + each, 0);
  const squares = tones.reduce((total, each) => total + each * each, 0);
  const sorted = [...tones].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const end = tones.slice(-8);
  const mean = sum / tones.length;
  return [
    mean,
    spread(sum, squares, tones.length),
    at(0.9) - at(0.1),
    end.reduce((total, each) => total + each, 0) / end.length - mean,
  ];
}
