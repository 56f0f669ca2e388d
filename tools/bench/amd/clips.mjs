// Makes labelled clips, each from its seed: what is said, by whom, over which line.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Draws } from './random.mjs';
import { LANGUAGES, sentence } from './texts.mjs';
import { fromAlaw, readWav, samplesOf, toAlaw } from './wav.mjs';

const RATE = 8000;
const LENGTH = 7 * RATE;

const VOICES = {
  train: [
    '',
    '+m1',
    '+m3',
    '+m5',
    '+m7',
    '+f1',
    '+f3',
    '+f5',
    '+Alex',
    '+Andrea',
    '+anika',
    '+steph',
    '+klatt2',
    '+Michael',
    '+max',
    '+linda',
  ],
  held: ['+m2', '+m4', '+m6', '+f2', '+f4', '+Annie', '+Denis', '+belinda', '+klatt4', '+victor'],
};
const ACCENTS = { en: ['en-gb', 'en-us', 'en-gb-scotland'], fr: ['fr-fr', 'fr-be'], es: ['es', 'es-419'] };

/** Who speaks: an accent, a voice, how fast and how high. */
function voiceOf(draws, language, { held, who }) {
  const voice = `${draws.pick(ACCENTS[language] ?? [language])}${draws.pick(VOICES[held ? 'held' : 'train'])}`;
  const [speed, pitch] = [draws.between(...(who === 'person' ? [150, 215] : [130, 200])), draws.between(25, 75)].map(
    (each) => String(Math.round(each)),
  );
  return ['-v', voice, '-s', speed, '-p', pitch, '--stdout'];
}

function speak(words, text) {
  const { stdout, status, error } = spawnSync('espeak-ng', words, { input: text, maxBuffer: 1 << 24 });
  if (status !== 0) throw error ?? new Error(`espeak-ng could not say "${text}"`);
  return trimmed(samplesOf(stdout));
}

/** Prompts that people recorded (Debian: asterisk-core-sounds-*-wav): short ones stand for people, long ones for machines. */
function recordings(root, held) {
  const wanted = held ? /es_|ru_/ : /en_|fr_|it_/;
  const found = [];
  for (const voice of readdirSync(root).filter((name) => wanted.test(name)))
    for (const folder of ['', 'digits', 'phonetic', 'letters', 'dictate', 'followme'])
      if (existsSync(join(root, voice, folder)))
        for (const name of readdirSync(join(root, voice, folder))
          .filter((each) => each.endsWith('.wav'))
          .sort())
          found.push(join(root, voice, folder, name));
  return found;
}

const trimmed = (samples) => {
  const loud = (each) => Math.abs(each) > 200;
  const from = samples.findIndex(loud);
  return from < 0 ? samples.subarray(0, 0) : samples.subarray(from, samples.findLastIndex(loud) + 1);
};

const tone = (hertz, seconds, level = 6000) =>
  Float64Array.from(
    { length: Math.round(seconds * RATE) },
    (_, at) => level * Math.sin((2 * Math.PI * hertz * at) / RATE),
  );
const silence = (seconds) => new Float64Array(Math.round(seconds * RATE));
const joined = (...parts) => {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** Chords that change, as on hold. */
function music(draws, seconds) {
  const all = silence(seconds);
  for (let from = 0; from < all.length; from += RATE / 2) {
    const root = 220 * 2 ** (Math.floor(draws.between(0, 12)) / 12);
    for (const step of [1, 1.26, 1.5, 2])
      for (let at = 0; at < RATE / 2 && from + at < all.length; at++)
        all[from + at] += 1500 * Math.sin((2 * Math.PI * root * step * at) / RATE) * Math.exp(-at / RATE);
  }
  return all;
}

function person(draws, say) {
  const before = draws.chance(0.04) ? draws.between(2, 3) : Math.min(2, 0.1 - 0.45 * Math.log(1 - draws.uniform()));
  const first = say('person');
  if (draws.chance(0.12)) return joined(silence(before), first, silence(draws.between(0.9, 2.2)), say('person'));
  return joined(silence(before), first);
}

const SPECIAL = [
  () => joined(silence(0.2), tone(2100, 3)),
  () => joined(...[1, 2, 3].flatMap(() => [tone(1100, 0.5), silence(2.5)])),
  (draws, say) => joined(tone(950, 0.33), tone(1400, 0.33), tone(1800, 0.33), silence(0.1), say('machine')),
  (draws, say) => joined(music(draws, draws.between(1, 3)), say('machine')),
];

function machine(draws, say) {
  const before = silence(Math.min(2, 0.1 - 0.5 * Math.log(1 - draws.uniform())));
  if (draws.chance(0.1)) return joined(before, draws.pick(SPECIAL)(draws, say));
  const rest = draws.chance(0.3) ? joined(silence(draws.between(0.2, 0.9)), say('machine')) : silence(0);
  const beep = tone(draws.pick([440, 800, 1000, 1400]), draws.between(0.15, 0.6));
  return joined(before, say('machine'), rest, silence(draws.between(0.1, 1)), beep);
}

/** Loudness, noise of the room, clicks and the coding of the network. */
function overLine(draws, sound, clean) {
  const out = new Float64Array(LENGTH);
  out.set(sound.subarray(0, LENGTH));
  const sounding = out.filter((each) => Math.abs(each) > 100);
  const power = Math.sqrt(sounding.reduce((sum, each) => sum + each * each, 0) / Math.max(1, sounding.length)) || 1;
  const target = 32768 * 10 ** (draws.between(clean ? -26 : -32, -16) / 20);
  const snr = clean ? 45 : draws.between(8, 25);
  const noise = target * 10 ** (-snr / 20);
  const colour = draws.between(0, 0.9);
  let [low, clicks] = [0, clean ? 0 : Math.floor(draws.between(0, 4))];
  const scale = (noise * Math.sqrt((1 - colour) / (1 + colour))) / (1 - colour);
  for (let at = 0; at < LENGTH; at++) {
    low = colour * low + (1 - colour) * draws.normal();
    out[at] = (out[at] * target) / power + scale * low;
  }
  for (; clicks > 0; clicks--) {
    const at = Math.floor(draws.between(0, LENGTH - 200));
    const height = target * draws.between(1, 5);
    for (let step = 0; step < draws.between(8, 120); step++)
      out[at + step] += height * draws.normal() * Math.exp(-step / 40);
  }
  return Int16Array.from(out, (each) => fromAlaw(toAlaw(Math.max(-32768, Math.min(32767, Math.round(each))))));
}

/**
 * One clip of 7 s of the set that `held` names; the same seed gives the same samples.
 * @returns {{ samples: Int16Array, label: 'person' | 'machine', clean: boolean, source: string }}
 */
export function makeClip(seed, { held, recorded = null }) {
  const draws = new Draws(seed * 7919 + (held ? 1 : 0));
  const label = draws.chance(0.5) ? 'person' : 'machine';
  const clean = draws.chance(0.3);
  const human = recorded !== null && draws.chance(0.3);
  const language = draws.pick(LANGUAGES);
  const voice = voiceOf(draws, language, { held, who: label });
  const say = (who) => (human ? draws.pick(recorded[who]).samples : speak(voice, sentence(draws, who, language, held)));
  const sound = label === 'person' ? person(draws, say) : machine(draws, say);
  return { samples: overLine(draws, sound, clean), label, clean, source: human ? 'recorded' : language };
}

/** What `makeClip` takes as `recorded`: prompts under `root`, those of the training or the held languages. */
export function recordedPrompts(root, held) {
  const all = recordings(root, held).map((path) => ({ path, samples: trimmed(readWav(path)) }));
  const seconds = ({ samples }) => samples.length / RATE;
  return {
    person: all.filter((each) => seconds(each) > 0.25 && seconds(each) < 1.7),
    machine: all.filter((each) => seconds(each) > 2.2),
  };
}
