import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeClip, recordedPrompts } from './clips.mjs';
import { readWav } from './wav.mjs';

/** Clips of a folder: WAV files and their `labels.csv` of file,person|machine. */
export function labelledClips(folder) {
  const lines = readFileSync(join(folder, 'labels.csv'), 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim().split(','));
  return lines
    .filter(([, label]) => label === 'person' || label === 'machine')
    .map(([name, label]) => ({ name, label, samples: Int16Array.from(readWav(join(folder, name))) }));
}

/** A clip a seed, of texts and voices that training never saw. */
export function madeClips({ seeds, asterisk }) {
  const recorded = asterisk === null ? null : recordedPrompts(asterisk, true);
  return Array.from({ length: seeds.to - seeds.from + 1 }, (_, index) => {
    const clip = makeClip(seeds.from + index, { held: true, recorded });
    return { ...clip, name: `seed ${seeds.from + index} (${clip.source})` };
  });
}

/** The bars of answering machines: what a set came to beside the peer. */
export function barsOf(all, clean) {
  const [ours, peer] = all;
  const bar = (name, value, relation, limit) => ({
    name,
    value,
    relation,
    limit,
    reached: value !== null && (relation === '≤' ? value <= limit : value >= limit),
  });
  return [
    bar('person taken for machine, of the peer’s', ours.personAsMachine, '≤', peer.personAsMachine / 10),
    bar('person taken for machine (stretch)', ours.personAsMachine, '≤', 2),
    bar('machines caught within 3.5 s', ours.caughtIn3500, '≥', 80),
    ...(clean ? [bar('accuracy, clean clips', clean[0].accuracy, '≥', 95)] : []),
    bar('of a core per call', ours.corePercent, '≤', 1),
  ];
}
