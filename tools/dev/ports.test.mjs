import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { canListen, steadyPort } from './ports.mjs';

const NAMES = ['console', 'switch', 'phones'];

/** A start of its own that chooses its ports, says them and stays until its input ends. */
async function chooser(dir, first) {
  const script = `
    import { steadyPort } from ${JSON.stringify(join(import.meta.dirname, 'ports.mjs'))};
    const chosen = [];
    for (const [at, name] of ${JSON.stringify(NAMES)}.entries())
      chosen.push(await steadyPort(${JSON.stringify(dir)} + '/' + name, { name, first: ${first} + at }));
    process.stdout.write(JSON.stringify(chosen) + '\\n');
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const said = await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    ports: JSON.parse(said),
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

describe('ports', () => {
  let dir;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'centrala-ports-'));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));
  const file = (name) => join(dir, name);

  it('gives two starts at once different ports, though neither listens yet', async () => {
    const first = await canListen(0);
    const starts = await Promise.all(['one', 'two', 'three'].map((name) => chooser(file(name), first)));
    const chosen = starts.flatMap(({ ports }) => ports);
    assert.equal(new Set(chosen).size, 3 * NAMES.length);
    for (const { end } of starts) await end();
    const again = await chooser(file('one'), first);
    assert.deepEqual(again.ports, starts[0].ports, 'the next start of the same folder has the same addresses');
    await again.end();
  });

  it('gives one start a port once, and the same one for the same purpose', async () => {
    const first = await canListen(0);
    assert.equal(await steadyPort(file('here'), { name: 'here', first }), first);
    assert.notEqual(await steadyPort(file('there'), { name: 'there', first }), first);
    assert.equal(await steadyPort(file('here'), { name: 'here' }), first);
  });

  it('passes over a port that somebody has for connections or datagrams, and refuses when that one was asked for', async () => {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    assert.notEqual(await steadyPort(file('busy'), { name: 'busy', first: port }), port);
    await assert.rejects(steadyPort(file('asked'), { name: 'asked', asked: port }), /port \d+ for asked is taken/);
    await new Promise((resolve) => server.close(resolve));
    const socket = createSocket('udp4');
    await new Promise((resolve) => socket.bind(port, '127.0.0.1', resolve));
    assert.notEqual(await steadyPort(file('datagrams'), { name: 'datagrams', first: port }), port);
    await new Promise((resolve) => socket.close(resolve));
  });
});
