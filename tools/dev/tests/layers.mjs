import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../build.mjs';
import { findProgram } from '../debian-packages.mjs';
import { NODE, inRoot } from '../paths.mjs';
import { readOptions } from '../options.mjs';
import { startOver } from '../reset.mjs';
import { canListen } from '../ports.mjs';
import { startStack } from '../stack.mjs';
import { findFreeswitch } from '../switch.mjs';
import { failure, outcome } from './outcome.mjs';
import { jest, nodeTest, playwright, program } from './runners.mjs';

const BACKEND = 'backend/jest.config.cjs';
/** What backend tests run beside them; openssh-server is the resource that recordings are copied to. */
const SERVICES = ['postgresql', 'redis-server', 'openssh-server'];
const WITH_SERVICES = ['int', 'api', 'sim', 'replay', 'switch'];

const layerPattern = (name) => `\\.${name}\\.spec\\.ts$`;

const backend = (name, choice) => (run) => jest(name, { config: BACKEND, ...choice }, run);

const node = (...args) => [NODE, ...args];

const tsc = (project) => node(inRoot('node_modules/typescript/bin/tsc'), '-p', project, '--noEmit');

const TYPED = ['backend/tsconfig.json', 'frontend/tsconfig.json', 'frontend/e2e/tsconfig.json'];

async function types(run) {
  const found = outcome();
  for (const project of TYPED.filter((each) => existsSync(inRoot(each)))) {
    const { passed, failures } = await program(`types of ${project.replace(/\/tsconfig.*/, '')}`, tsc(project), run);
    found.passed += passed;
    found.failures.push(...failures);
  }
  return found;
}

async function lint(run) {
  const [form, layout] = [
    await program('eslint', node('tools/dev/lint.mjs', '--only=eslint'), run),
    await program('prettier', node('tools/dev/lint.mjs', '--only=prettier'), run),
  ];
  return outcome(form.passed + layout.passed, [...form.failures, ...layout.failures]);
}

const build = (name) => async (run) => {
  try {
    await ensureBuilt(name, run);
    return outcome(1);
  } catch (error) {
    return outcome(0, [failure(error.message, error.output)]);
  }
};

/** Journeys of a browser, against a stack of their own that is ended afterwards whatever happened. */
async function journeys(name, { dataDir, play, ...what }, run) {
  let stack;
  try {
    const options = readOptions(['--data-dir', dataDir]);
    await startOver(dataDir); // a run does not see what the last one left behind
    stack = await startStack({ options, dataDir, progress: run.progress, marks: run.environment, ...what });
    run.stack = stack;
    return await play(stack);
  } catch (error) {
    return outcome(0, [failure(`${name}: ${error.message}`, error.output ?? error.stack)]);
  } finally {
    await stack?.stop();
    run.stack = undefined;
  }
}

const loginsOf = (dataDir) => join(dataDir, 'logins.json');

/** Written for the simulated switch, whose callers come by themselves. */
const e2e = (run) =>
  journeys(
    'e2e',
    {
      dataDir: run.stackDir,
      freeswitch: null,
      play: ({ address, peoplePort }) => {
        const env = { CENTRALA_E2E_PEOPLE_PORT: String(peoplePort) };
        return playwright({ address, loginsFile: loginsOf(run.stackDir), env }, run);
      },
    },
    run,
  );

/** SIPp calls a browser, and a browser calls SIPp, through a real FreeSWITCH: only where there is one. */
async function realCall(run) {
  const freeswitch = findFreeswitch();
  const sipp = findProgram('sipp');
  if (!freeswitch || !sipp) {
    const absent = freeswitch
      ? 'sipp is not on the PATH'
      : 'FREESWITCH_HOME is not set and freeswitch is not on the PATH';
    appendFileSync(run.notRunFile, `A real call through SIPp to a browser: ${absent}\n`);
    return outcome();
  }
  const dataDir = run.realCallDir;
  const callee = await canListen(0);
  const play = ({ address, trunksPort }) => {
    const env = {
      CENTRALA_E2E_TRUNKS_PORT: String(trunksPort),
      CENTRALA_E2E_CALLEE_PORT: String(callee),
    };
    const config = 'frontend/e2e/real-switch/playwright.config.ts';
    return playwright({ name: 'real-call', config, address, loginsFile: loginsOf(dataDir), env }, run);
  };
  return await journeys('real-call', { dataDir, freeswitch, trunk: `127.0.0.1:${callee}`, play }, run);
}

const APPLIANCE_PACKAGES = [
  'shellcheck',
  'yamllint',
  'ansible-lint',
  'charon-systemd',
  'strongswan-swanctl',
  'libcharon-extra-plugins',
  'libstrongswan-standard-plugins',
  'nftables',
  'socat',
  'iproute2',
  'cryptsetup-bin',
];

/** Units, roles, an encrypted file, and two gateways in network namespaces, which only root may make. */
async function appliance(run) {
  const asRoot = process.getuid() === 0;
  if (!asRoot) appendFileSync(run.notRunFile, 'Tunnels between two gateways: only root makes namespaces\n');
  const files = ['units', 'roles', 'encryption', ...(asRoot ? ['tunnel'] : [])];
  return await nodeTest(
    'appliance',
    files.map((name) => inRoot(`appliance/tests/${name}.test.mjs`)),
    run,
  );
}

/**
 * Every layer in the order of the whole run: cheap and telling first. `packages` are Debian's that it needs; `inAll: false`
 * marks a part of the backend's one jest process that can be asked for by name; `beside` one that runs beside those after it
 * until one that wants the machine for itself (`quiet`).
 */
export const LAYERS = {
  lint: { title: 'ESLint and Prettier', beside: true, run: lint },
  architecture: {
    title: 'Architecture and tools',
    run: (run) => nodeTest('architecture', ['tools/**/*.test.mjs'], run),
  },
  types: { title: 'Types', run: types },
  build: { title: 'Build', run: build('backend') },
  'build-console': { title: 'Build of the console', run: build('console') },
  appliance: { title: 'Appliance', packages: APPLIANCE_PACKAGES, run: appliance },
  reference: {
    title: 'Generated reference',
    run: (run) => program('reference', node('tools/reference/main.mjs', '--check'), run),
  },
  backend: { title: 'Backend', quiet: true, packages: SERVICES, run: backend('backend', {}) },
  unit: {
    title: 'Backend, pure',
    inAll: false,
    run: backend('unit', {
      patterns: ['\\.spec\\.ts$'],
      ignore: ['/node_modules/', ...WITH_SERVICES.map(layerPattern)],
    }),
  },
  ...Object.fromEntries(
    WITH_SERVICES.map((name) => [
      name,
      {
        title: `Backend, ${name}`,
        inAll: false,
        quiet: true,
        packages: SERVICES,
        run: backend(name, { patterns: [layerPattern(name)] }),
      },
    ]),
  ),
  contract: {
    title: 'Contract suites',
    inAll: false,
    packages: SERVICES,
    run: backend('contract', { patterns: ['contract[^/]*\\.spec\\.ts$'] }),
  },
  frontend: { title: 'Frontend', run: (run) => jest('frontend', { config: 'frontend/jest.config.cjs' }, run) },
  e2e: {
    title: 'Journeys in a browser',
    quiet: true,
    packages: ['postgresql', 'redis-server', 'chromium'],
    run: e2e,
  },
  'real-call': {
    title: 'A real call to a browser',
    quiet: true,
    packages: ['postgresql', 'redis-server', 'chromium'],
    run: realCall,
  },
};

export const wholeRun = () => Object.keys(LAYERS).filter((name) => LAYERS[name].inAll !== false);
