// `node tools/bench/amd/train.mjs`: trains the committed model anew. Deterministic by its seeds.
import { writeFileSync } from 'node:fs';
import { boost } from './boosting.mjs';
import { makeClip, recordedPrompts } from './clips.mjs';
import { detector, framesOf, MODEL } from './detector.mjs';

const SETTINGS = { rounds: 150, depth: 4, rate: 0.1, ridge: 2, least: 6 };
/** Shares of people who may be taken for machines on clips that the model did not see: early, later, late, at the last look. */
const FALSE_ALARMS = [0.002, 0.002, 0.003, 0.008];
const BANDS = [1500, 2500, 60_000];
const policyWith = ([early, later, late, last]) => ({
  machineAt: [early, later, late].map((chance, band) => ({ untilMs: BANDS[band], chance })),
  last: { sinceOnsetMs: 2600, fromMs: 3300, latestMs: 5000, chance: last },
  person: { silenceMs: 800, chance: 0.2 },
});

/** Every look of the detector at one clip: what it would be asked at each tenth of a second. */
function looksAt({ samples }) {
  const [meter, heard] = [new detector.FrameMeter(), new detector.SpeechFollower()];
  const looks = [];
  for (const frame of framesOf(samples)) {
    heard.hear(meter.measure(frame));
    if (heard.at > 5000) break;
    if (heard.at < 400 || heard.at % 100 !== 0) continue;
    const speech = heard.speech();
    const silence = heard.at - (speech.at(-1)?.end ?? 0);
    looks.push({ at: heard.at, onset: speech[0]?.start ?? null, silence, values: detector.describeGreeting(heard) });
  }
  return looks;
}

const fit = (clips) => {
  const rows = clips.flatMap(({ looks }) => looks.map(({ values }) => values));
  const labels = clips.flatMap(({ looks, label }) => looks.map(() => (label === 'machine' ? 1 : 0)));
  return boost(rows, labels, new Float64Array(rows.length).fill(1), SETTINGS);
};

const judged = (model, { looks }) =>
  looks.map(({ values, ...look }) => ({ ...look, chance: detector.chanceOfMachine(model, values) }));

function isTaken(policy, looks) {
  let sure = 0;
  for (const look of looks) {
    const reached = detector.reachVerdict(policy, look, sure);
    if (reached.verdict !== null) return reached.verdict === 'machine';
    ({ sure } = reached);
  }
  return false;
}

/** Limits from people whom the model did not see: each half is judged by a model of the other half. */
function limitsFrom(clips) {
  const people = [0, 1].flatMap((half) => {
    const model = fit(clips.filter((_, at) => at % 2 !== half));
    return clips.filter(({ label }, at) => at % 2 === half && label === 'person').map((clip) => judged(model, clip));
  });
  const limits = [2, 2, 2, 2];
  let allowed = 0;
  FALSE_ALARMS.forEach((share, at) => {
    allowed += share;
    let [low, high] = [0.3, 1];
    for (let step = 0; step < 14; step++) {
      limits[at] = (low + high) / 2;
      const taken = people.filter((looks) => isTaken(policyWith(limits), looks)).length;
      if (taken / people.length <= allowed) high = limits[at];
      else low = limits[at];
    }
    limits[at] = Number(high.toFixed(4));
  });
  return limits;
}

const [count = '4000', asterisk = null] = process.argv.slice(2);
const recorded = asterisk === null ? null : recordedPrompts(asterisk, false);
const clips = Array.from({ length: Number(count) }, (_, index) => {
  if (index % 500 === 0) process.stderr.write(`${index} of ${count}\n`);
  const clip = makeClip(index + 1, { held: false, recorded });
  return { label: clip.label, looks: looksAt(clip) };
});
const limits = limitsFrom(clips);
const provenance = {
  by: 'tools/bench/amd/train.mjs',
  clips: clips.length,
  seeds: `1-${clips.length}`,
  speech: `eSpeak NG in seven languages, training texts and voices only${recorded ? '; prompts of Debian’s asterisk-core-sounds en, fr, it (CC BY-SA), of which nothing is in this file but statistics' : ''}`,
  settings: SETTINGS,
  falseAlarms: FALSE_ALARMS,
};
const model = { provenance, features: detector.FEATURES, ...fit(clips), policy: policyWith(limits) };
writeFileSync(MODEL, `${JSON.stringify(model)}\n`);
process.stderr.write(`limits ${limits.join(' ')}\n`);
