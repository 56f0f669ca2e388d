import { createConnection } from 'node:net';
import { Frames } from './esl-proxy.mjs';

/** The least that commands a switch: answers every parked caller at once; no database, no queue, no record. */
export async function startBareAnswerer({ port, password }) {
  const socket = createConnection({ port, host: '127.0.0.1' });
  const frames = new Frames();
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    for (const body of frames.take(chunk)) {
      if (!body.includes('"CHANNEL_PARK"')) continue;
      const event = JSON.parse(body);
      if (event['Answer-State'] === 'ringing') socket.write(`bgapi uuid_answer ${event['Unique-ID']}\n\n`);
    }
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(`auth ${password}\n\nevent json CHANNEL_PARK CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE\n\n`);
  return { stop: () => socket.destroy() };
}
