import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Frames } from './esl-proxy.mjs';

it('cuts frames however the bytes arrive, by bytes and not by letters', () => {
  const event = '{"Event-Name":"CHANNEL_PARK","name":"Zażółć"}';
  const wire = Buffer.from(
    `Content-Type: auth/request\n\nContent-Length: ${Buffer.byteLength(event)}\nContent-Type: text/event-json\n\n${event}`,
  );
  const frames = new Frames();
  const bodies = [...wire].flatMap((_, at) => frames.take(wire.subarray(at, at + 1)));
  assert.deepEqual(bodies, [event]);
});
