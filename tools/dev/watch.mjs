import { rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { NODE, childEnvironment, inRoot } from './paths.mjs';
import { Supervised } from './processes.mjs';
import { explain } from './progress.mjs';

const SETTLE_MS = 300;

/** `npm run dev`: the backend is rebuilt and restarted when its sources change; Angular watches the console by itself. */
export function watchSources({ stack, progress, dataDir }) {
  const logDir = join(dataDir, 'log');
  const rebuild = oneAtATime(async () => {
    if (await ensureBuilt('backend', { progress, logDir })) {
      await stack.restartBackend();
      progress.say('The backend runs the new code');
    }
  });
  let settled;
  const changed = () => {
    clearTimeout(settled);
    settled = setTimeout(() => void rebuild().catch((error) => explain(error)), SETTLE_MS);
  };
  const watchers = ['backend/src', 'contracts/src'].map((folder) =>
    watch(inRoot(folder), { recursive: true }, changed),
  );
  const console_ = watchConsole(logDir, progress);
  return {
    async stop() {
      clearTimeout(settled);
      for (const each of watchers) each.close();
      await console_.stop();
    },
  };
}

/** The console's output folder then holds a development build: its stamp must not call it a built one. */
function watchConsole(logDir, progress) {
  rmSync(inRoot('dist/.console.stamp'), { force: true });
  return new Supervised({
    name: 'The build of the console',
    command: NODE,
    args: [
      inRoot('node_modules/@angular/cli/bin/ng.js'),
      'build',
      'console',
      '--watch',
      '--configuration',
      'development',
      '--progress=false',
    ],
    env: childEnvironment(),
    log: join(logDir, 'build-console.log'),
    say: (text) => progress.say(text),
  }).start();
}

/** Runs `work` once at a time; calls that come meanwhile run it once more afterwards. */
function oneAtATime(work) {
  let running;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return await running;
    }
    running = work().finally(() => (running = undefined));
    await running;
    if (again) {
      again = false;
      await run();
    }
  };
}
