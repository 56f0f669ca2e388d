import type { FrameMeasure } from './measure-frame';
import { FRAME_MS } from './sound';

/** A stretch of sound without a gap of more than 60 ms. Milliseconds since the answer. */
export interface Burst {
  readonly start: number;
  end: number;
  voiced: number;
}

const GAP_MS = 60;
const LEAST_VOICED = 80;
/** A tone repeats as a voice does, but longer than any vowel it stays the same. */
const TONE_KNOWN_MS = 60;
/** Above the line's own noise, and at least this loud. */
const ABOVE_NOISE = 7;
const LEAST_LEVEL = 38;
/** A voice is known by its pitch where its loudness alone would not show it. */
const VOICE_ABOVE_NOISE = 3;
/** The noise may rise; a pause shows at once how quiet it really is. */
const RISE = 0.04;
/** Two frames of one tone: no further apart than this, in Hz and dB. */
const SAME_TONE = 25;
const SAME_LEVEL = 3;

/** Follows what is heard since the answer: bursts of speech, pauses, melody, tones. */
export class SpeechFollower {
  at = 0;
  noise = Infinity;
  readonly bursts: Burst[] = [];
  /** Pitches of all voiced frames in semitones over 50 Hz. */
  readonly melody: number[] = [];
  /** Levels and crossings of frames that sound. */
  sounding = 0;
  levels = 0;
  levelSquares = 0;
  crossings = 0;
  /** Rises and falls of loudness, about one a syllable. */
  swells = 0;
  loudest = 0;
  tone = { hertz: 0, level: 0, ms: 0, longest: 0 };

  private smooth = -1;
  private swing = { low: Infinity, high: 0, rising: true };

  hear(measure: FrameMeasure): void {
    const { level } = measure;
    this.at += FRAME_MS;
    this.smooth = this.smooth < 0 ? level : 0.6 * this.smooth + 0.4 * level;
    this.noise = Math.min(this.noise + RISE, this.smooth);
    this.loudest = Math.max(this.loudest - RISE, level);
    this.followTone(measure);
    const pitch = this.tone.ms < TONE_KNOWN_MS ? measure.pitch : null;
    const above = pitch === null ? ABOVE_NOISE : VOICE_ABOVE_NOISE;
    const sounds = level > Math.max(this.noise + above, LEAST_LEVEL);
    if (!sounds) return;
    this.extend(pitch);
    this.sounding += 1;
    this.levels += level;
    this.levelSquares += level * level;
    this.crossings += measure.crossings;
    this.followSwell();
    if (pitch !== null) this.melody.push(12 * Math.log2(pitch / 50));
  }

  /** Clicks and breath have no voice: they are none. */
  speech(): Burst[] {
    return this.bursts.filter(({ voiced }) => voiced >= LEAST_VOICED);
  }

  private extend(pitch: number | null): void {
    const last = this.bursts.at(-1);
    const voiced = pitch === null ? 0 : FRAME_MS;
    if (last && this.at - FRAME_MS - last.end <= GAP_MS) {
      last.end = this.at;
      last.voiced += voiced;
    } else this.bursts.push({ start: this.at - FRAME_MS, end: this.at, voiced });
  }

  private followTone({ tone: hertz, level }: FrameMeasure): void {
    const { tone } = this;
    const goes =
      hertz !== null && Math.abs(hertz - tone.hertz) < SAME_TONE && Math.abs(level - tone.level) < SAME_LEVEL;
    tone.ms = goes ? tone.ms + FRAME_MS : 0;
    tone.longest = Math.max(tone.longest, tone.ms);
    tone.hertz = hertz ?? 0;
    tone.level = level;
  }

  private followSwell(): void {
    const { swing, smooth } = this;
    swing.low = Math.min(swing.low, smooth);
    swing.high = Math.max(swing.high, smooth);
    if (swing.rising && smooth < swing.high - 3) {
      this.swells += 1;
      this.swing = { low: smooth, high: smooth, rising: false };
    } else if (!swing.rising && smooth > swing.low + 3) this.swing = { low: smooth, high: smooth, rising: true };
  }
}
