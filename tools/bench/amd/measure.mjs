import { performance } from 'node:perf_hooks';
import { AppAmd } from './app-amd.mjs';
import { committedModel, detector, framesOf } from './detector.mjs';

const model = committedModel();
/** Callers of the line's silence after a clip's end, so that each detector comes to its end. */
const TAIL = new Int16Array(8000 * 6);

class Ours {
  #detector = new detector.MachineDetector(model);
  speechAt = null;

  hear(frame) {
    const events = this.#detector.hear(frame);
    this.speechAt ??= events.find(({ type }) => type === 'speech-began')?.atMs ?? null;
    const verdict = events.find(({ type }) => type === 'verdict');
    return verdict ? { who: verdict.who, atMs: verdict.atMs } : null;
  }
}

export const judges = [
  { name: 'ours', make: () => new Ours() },
  { name: 'app_amd logic', make: () => new AppAmd() },
];

function judgeOne(judge, samples) {
  const one = judge.make();
  const whole = new Int16Array(samples.length + TAIL.length);
  whole.set(samples);
  const from = performance.now();
  for (const frame of framesOf(whole)) {
    const verdict = one.hear(frame);
    if (verdict) return { ...verdict, cpu: (performance.now() - from) / verdict.atMs };
  }
  return { who: 'person', atMs: whole.length / 8, cpu: (performance.now() - from) / (whole.length / 8) };
}

const share = (list, is) => (list.length === 0 ? null : (100 * list.filter(is).length) / list.length);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? null;

/** @param clips `{ samples, label }` @returns figures in per cent and milliseconds */
export function measure(judge, clips) {
  const told = clips.map(({ samples, label }) => ({ label, ...judgeOne(judge, samples) }));
  const people = told.filter(({ label }) => label === 'person');
  const machines = told.filter(({ label }) => label === 'machine');
  return {
    clips: told.length,
    people: people.length,
    machines: machines.length,
    accuracy: share(told, ({ label, who }) => label === who),
    personAsMachine: share(people, ({ who }) => who === 'machine'),
    machineAsPerson: share(machines, ({ who }) => who === 'person'),
    caughtIn3500: share(machines, ({ who, atMs }) => who === 'machine' && atMs <= 3500),
    machineAfterMs: median(machines.filter(({ who }) => who === 'machine').map(({ atMs }) => atMs)),
    personAfterMs: median(people.filter(({ who }) => who === 'person').map(({ atMs }) => atMs)),
    corePercent: 100 * (told.reduce((sum, { cpu }) => sum + cpu, 0) / Math.max(1, told.length)),
    wrong: told.flatMap(({ label, who, atMs }, at) =>
      label === who ? [] : [{ clip: clips[at].name ?? at, label, who, atMs }],
    ),
  };
}
