// Backend tests under the project's own Node: `node tools/dev/jest.mjs <path pattern> [jest options]`.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const bin = (name) => join(root, 'node_modules', name);
const arguments_ = process.argv.slice(2);
const workers = arguments_.some((each) => /^(-w|--maxWorkers|-i|--runInBand)/.test(each)) ? [] : ['-w', '1'];
const child = spawn(
  bin('.bin/node'),
  [
    '--experimental-vm-modules',
    '--no-warnings',
    bin('jest/bin/jest.js'),
    '-c',
    'backend/jest.config.cjs',
    ...workers,
    ...arguments_,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${bin('.bin')}:${process.env.PATH}` } },
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
