/**
 * `node -r run-typescript.cjs file.ts`: runs the sources as separate processes without building them first, for tests that kill
 * real processes. Compiled files are kept under CENTRALA_COMPILED, so that the twentieth start does not compile again.
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

const kept = process.env.CENTRALA_COMPILED;
const contracts = resolve(__dirname, '../../../contracts/src/index.ts');
if (kept) mkdirSync(kept, { recursive: true });

const options = (filename) => ({
  filename,
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
    target: 'es2023',
  },
  module: { type: 'commonjs' },
});

function compiled(source, filename) {
  if (!kept) return transformSync(source, options(filename)).code;
  const file = join(kept, `${createHash('sha1').update(filename).update(source).digest('hex')}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { code } = transformSync(source, options(filename));
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return code;
}

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolveFilename.call(this, request === '#contracts' ? contracts : request, ...rest);
};
Module._extensions['.ts'] = (module, filename) => {
  module._compile(compiled(readFileSync(filename, 'utf8'), filename), filename);
};
