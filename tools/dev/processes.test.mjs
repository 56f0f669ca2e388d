import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Supervised, isAlive, run, until } from './processes.mjs';
import { StepFailure } from './progress.mjs';

const HERE = import.meta.dirname;
const within = { withinMs: 8000, everyMs: 20 };

describe('processes', () => {
  let dir;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'centrala-processes-'));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const sleeper = (name, options = {}) =>
    new Supervised({
      name,
      command: process.execPath,
      args: ['-e', 'setInterval(() => {}, 1000)'],
      env: process.env,
      log: join(dir, `${name}.log`),
      ...options,
    });

  it('says what failed, shows the end of the log and where it is', async () => {
    const log = join(dir, 'failing.log');
    const failing = run(process.execPath, ['-e', 'console.log("the reason"); process.exit(3)'], {
      log,
      what: 'The step',
      todo: 'do this',
    });
    await assert.rejects(failing, (error) => {
      assert.ok(error instanceof StepFailure);
      assert.equal(error.message, 'The step (exit 3)');
      assert.match(error.output, /the reason/);
      assert.equal(error.log, log);
      return true;
    });
  });

  it('starts a supervised program again after kill -9, and not after a stop', async () => {
    const child = sleeper('restarting', { restart: true }).start();
    const first = child.pid;
    process.kill(first, 'SIGKILL');
    assert.ok(await until(() => child.running && child.pid !== first, within), 'it came back');
    const second = child.pid;
    await child.stop();
    assert.equal(isAlive(second), false);
    assert.equal(child.running, false);
  });

  it('stops waiting for the first answer of a program that dies again and again', async () => {
    const child = sleeper('dying', { args: ['-e', 'process.exit(1)'], restart: true }).start();
    assert.equal(await child.answering(() => false, { withinMs: 60_000 }), false);
    await child.stop();
    const healthy = sleeper('healthy').start();
    assert.equal(await healthy.answering(() => healthy.running, within), true);
    await healthy.stop();
  });

  it('ends a group whose leader ignores SIGTERM', async () => {
    const script = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)';
    const child = sleeper('stubborn', { args: ['-e', script] }).start();
    const log = join(dir, 'stubborn.log');
    await until(() => readFileSync(log, 'utf8').includes('up'), within);
    await child.stop(200);
    assert.ok(await until(() => !isAlive(child.pid), within));
  });

  it('leaves nothing running when the script itself is killed', async () => {
    const script = `
      import { startGuard } from '${HERE}/guard.mjs';
      import { Supervised } from '${HERE}/processes.mjs';
      const guard = startGuard();
      const child = new Supervised({ name: 'x', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'],
        env: process.env, log: '${join(dir, 'guarded.log')}', guard, restart: true }).start();
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    assert.ok(isAlive(pid));
    parent.kill('SIGKILL');
    assert.ok(await until(() => !isAlive(pid), within), 'the guard ended the child');
  });
});
