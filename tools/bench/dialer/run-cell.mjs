import { parentPort } from 'node:worker_threads';
import { judge } from './bars.mjs';
import { dialers } from './dialers.mjs';

/** Every dialer that the options ask for, through the days of one cell; a worker that is told cells runs them so. */
export function runCell(cell, options) {
  const began = performance.now();
  const results = dialers
    .filter(({ when }) => when(options, cell))
    .map(({ name, run }) => {
      const result = run(cell, options.seeds);
      return { dialer: name, ...result, bars: name === 'ours' ? judge(cell, result) : [] };
    });
  return { ...cell, seconds: (performance.now() - began) / 1000, results };
}

parentPort?.on('message', ({ cell, options }) => parentPort.postMessage(runCell(cell, options)));
