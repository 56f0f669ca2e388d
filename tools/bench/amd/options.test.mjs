import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AppAmd } from './app-amd.mjs';
import { judges } from './measure.mjs';
import { readOptions } from './options.mjs';

it('reads seeds and folders, and says what is wrong', () => {
  assert.deepEqual(readOptions(['--seeds', '5-9', '--json']).seeds, { from: 5, to: 9 });
  assert.equal(readOptions(['--clips', '/tmp/x']).clips, '/tmp/x');
  assert.throws(() => readOptions(['--seeds', 'nine']), /wants numbers/);
  assert.throws(() => readOptions(['--clip']), /unknown option/);
});

const frames = (milliseconds, level) =>
  Array.from({ length: milliseconds / 20 }, () =>
    Int16Array.from({ length: 160 }, (_, at) => (at % 40 < 20 ? level : -level)),
  );
const heard = (judge, ...parts) =>
  parts
    .flat()
    .map((frame) => judge.hear(frame))
    .find((verdict) => verdict !== null);

it('app_amd’s logic: a word and silence is a person, silence alone or long speech a machine', () => {
  assert.deepEqual(heard(new AppAmd(), frames(300, 0), frames(400, 3000), frames(2000, 0)), {
    who: 'person',
    atMs: 1500,
  });
  assert.equal(heard(new AppAmd(), frames(3000, 0)).who, 'machine');
  assert.equal(heard(new AppAmd(), frames(300, 0), frames(3000, 3000)).who, 'machine');
});

it('the detector comes to a verdict on whatever it hears', () => {
  const [ours] = judges;
  assert.equal(heard(ours.make(), frames(300, 0), frames(400, 3000), frames(6000, 0)).who, 'person');
  assert.ok(heard(ours.make(), frames(6000, 3000)));
});
