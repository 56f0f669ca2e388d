import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support.mjs';
import { Container, SET_UP_WITHIN_MS } from './container.mjs';
import { check, seconds } from './run.mjs';

const SEED = 20_261_130;
/** Beside once in each step: further ones in those that make something that lasts. */
const MORE = ['databases', 'databases', 'administrator', 'administrator'];

/** Numbers from 0 to 1, the same in each run. */
export function seeded(seed = SEED) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** How far each step is: what the set-up keeps on its disk. */
function stateOf(box) {
  try {
    return JSON.parse(readFileSync(join(box.root, 'var/lib/centrala/provisioning/state.json'), 'utf8'));
  } catch {
    return {};
  }
}

const isSetUp = (box) => box.run('test', '-e', '/var/lib/centrala/provisioning/done').code === 0;

/** Of a set-up that nothing disturbs: how long each step that has something to do took, in ms. */
async function timesOf(box) {
  const [begun, took] = [{}, {}];
  const end = Date.now() + SET_UP_WITHIN_MS;
  while (Date.now() < end && took.administrator === undefined) {
    for (const [step, state] of Object.entries(stateOf(box))) {
      if (state === 'begun') begun[step] ??= Date.now();
      else if (begun[step]) took[step] ??= Date.now() - begun[step];
    }
    await pause(2);
  }
  return took;
}

/** The power goes at moments of every step of the set-up; it goes on by itself and comes to its end. */
export async function cuts() {
  console.log('Its power goes during the set-up, in a container');
  const random = seeded();
  const whole = await inContainer(timesOf);
  const steps = [...Object.keys(whole), ...MORE];
  for (const [index, step] of steps.entries()) {
    const afterMs = random() * whole[step];
    await check(
      `power cut ${index + 1} of ${steps.length}: ${Math.round(afterMs)} ms after the step "${step}" began`,
      () => inContainer((box) => cutAndGoOn(box, step, afterMs)),
    );
  }
}

async function cutAndGoOn(box, step, afterMs) {
  const end = Date.now() + SET_UP_WITHIN_MS;
  while (stateOf(box)[step] === undefined && Date.now() < end) await pause(2);
  await pause(afterMs);
  await box.cut();
  console.log(`    cut at ${Object.entries(stateOf(box)).at(-1)?.join(': ')} (${seconds()})`);
  await box.start();
  await until(() => isSetUp(box), { withinMs: SET_UP_WITHIN_MS, say: 'the set-up ends' }).catch((error) => {
    throw new Error(`${error.message}\n${box.said().slice(-2_000)}`);
  });
  assert.deepEqual(new Set(Object.values(stateOf(box))), new Set(['done']));
  assert.match(box.run('centrala', 'first-boot').out, /no change/);
}

async function inContainer(what) {
  const box = new Container('cuts');
  box.prepare();
  await box.start();
  try {
    return await what(box);
  } finally {
    await box.stop();
  }
}
