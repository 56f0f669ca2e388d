import { wavHeader } from '../freeswitch/configuration/hold-music';

const RATE = 8000;
const LONGEST_MS = 60_000;

/** Two voices that can be told apart: the left speaks in low bursts, the right in higher ones, by turns. */
export function stereoConversation(ms: number): Buffer {
  const frames = Math.floor((Math.min(Math.max(ms, 0), LONGEST_MS) / 1000) * RATE);
  const samples = Buffer.alloc(frames * 4);
  for (let frame = 0; frame < frames; frame += 1) {
    const seconds = frame / RATE;
    const leftSpeaks = Math.floor(seconds / 2) % 2 === 0;
    samples.writeInt16LE(leftSpeaks ? voice(seconds, 180) : 0, frame * 4);
    samples.writeInt16LE(leftSpeaks ? 0 : voice(seconds, 260), frame * 4 + 2);
  }
  return Buffer.concat([wavHeader(samples.length, 2), samples]);
}

/** A tone with an overtone, swelling four times a second like syllables. */
function voice(seconds: number, pitch: number): number {
  const syllable = Math.max(0, Math.sin(2 * Math.PI * 2 * seconds));
  return Math.round(
    syllable * (5000 * Math.sin(2 * Math.PI * pitch * seconds) + 2000 * Math.sin(4 * Math.PI * pitch * seconds)),
  );
}

/** Milliseconds of a plain PCM WAV from its header; null for anything else. */
export function wavLength(head: Buffer): number | null {
  if (head.length < 44 || head.toString('latin1', 0, 4) !== 'RIFF') return null;
  const bytesPerSecond = head.readUInt32LE(28);
  return bytesPerSecond > 0 ? Math.round((head.readUInt32LE(40) / bytesPerSecond) * 1000) : null;
}
