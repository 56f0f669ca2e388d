import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support.mjs';
import { bundleFor } from './bundle.mjs';
import { Container, SET_UP_WITHIN_MS, checkSetUp } from './container.mjs';
import { check, seconds, seeded } from './run.mjs';

/** Beside once in each step: further ones in those that make something that lasts. */
const MORE = ['databases', 'databases', 'administrator', 'administrator'];
/** Of updates and of ways back by turns: the phase, and within how many ms of it. */
const IN_UPDATES = [
  ['unpack', 6_000],
  ['drain', 500],
  ['unpack', 6_000],
  ['switch', 3_000],
  ['watch', 40_000],
];

const kept = (box, path) => {
  try {
    return JSON.parse(readFileSync(join(box.root, 'var/lib/centrala', path), 'utf8'));
  } catch {
    return {};
  }
};

/** How far each step is: what the set-up keeps on its disk. */
const stateOf = (box) => kept(box, 'provisioning/state.json');

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
  console.log('Its power goes during the set-up and during updates, in containers');
  const random = seeded();
  await inContainer((box) => cutUpdates(box, random));
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
  await powerGoes(box);
  console.log(`    cut at ${Object.entries(stateOf(box)).at(-1)?.join(': ')} (${seconds()})`);
  await box.start();
  await until(() => isSetUp(box), { withinMs: SET_UP_WITHIN_MS, say: 'the set-up ends' }).catch((error) => {
    throw new Error(`${error.message}\n${box.said().slice(-2_000)}`);
  });
  assert.deepEqual(new Set(Object.values(stateOf(box))), new Set(['done']));
  // the power may have gone when all was done, and the machine has not started yet
  const started = () => /running|degraded/.test(box.run('systemctl', 'is-system-running').out);
  await until(started, { withinMs: SET_UP_WITHIN_MS, say: 'the machine has started' });
  assert.match(box.run('centrala', 'first-boot').out, /no change/);
}

async function cutUpdates(box, random) {
  if (!(await checkSetUp(box))) return;
  const [before, after] = [box.run('readlink', '/opt/centrala/current').out.trim(), 'releases/0.1.1'];
  const bundle = bundleFor(box, '0.1.1');
  for (const [index, [phase, within]] of IN_UPDATES.entries()) {
    const forth = index % 2 === 0;
    const [command, to] = forth ? [['apply', bundle], after] : [['rollback'], before];
    const afterMs = random() * within;
    await check(
      `power cut ${index + 1} of ${IN_UPDATES.length}: ${Math.round(afterMs)} ms after "${phase}" of update ${command[0]} began`,
      async () => {
        if (forth) rmSync(join(box.root, 'opt/centrala', after), { recursive: true, force: true });
        const { code, out } = box.run('centrala', 'update', ...command, '--watch', '1', '--no-follow');
        assert.equal(code, 0, out);
        await cutUpdate(box, phase, afterMs);
        assert.equal(box.run('readlink', '/opt/centrala/current').out.trim(), to);
      },
    );
  }
}

const PHASES = ['unpack', 'drain', 'switch', 'watch', 'ended'];

/** All at once: whoever is ended sooner than others would be missed by them. */
async function powerGoes(box) {
  const space = (pid) => readlinkSync(`/proc/${pid}/ns/pid`);
  const inside = space(box.leader);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (space(pid) === inside) process.kill(Number(pid), 'SIGSTOP');
    } catch {
      // it has ended meanwhile
    }
  }
  await box.cut();
}

/** The update goes on by itself when the machine starts again, and is kept: what it brought works. */
async function cutUpdate(box, phase, afterMs) {
  const stands = () => kept(box, 'update/state.json');
  await until(() => PHASES.indexOf(stands().phase) >= PHASES.indexOf(phase), { withinMs: SET_UP_WITHIN_MS });
  await pause(afterMs);
  await powerGoes(box);
  console.log(`    cut at ${stands().phase} (${seconds()})`);
  await box.start();
  await until(() => stands().phase === 'ended', { withinMs: SET_UP_WITHIN_MS, say: 'the update ends' });
  assert.equal(stands().outcome, 'kept', JSON.stringify(stands().log));
  await until(() => box.run('centrala', 'status').code === 0, { withinMs: 300_000, say: 'status is ok' });
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
