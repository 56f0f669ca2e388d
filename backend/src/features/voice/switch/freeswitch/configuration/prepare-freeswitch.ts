import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedPem } from './certificate';
import { freeswitchDocument } from './documents';
import { SELF_TRUNK } from '../../port/trunk-line';
import type { FreeSwitchSetup } from './freeswitch-setup';
import { holdMusic } from './hold-music';
import { findModules } from './modules';
import { gatewayFile } from './profiles';

export type { FreeSwitchPorts, FreeSwitchSetup, TrunkSetup } from './freeswitch-setup';

export interface PreparedFreeSwitch {
  /** Stays in the foreground; end it with SIGTERM. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where to look when it does not start. */
  readonly log: string;
}

const NAME = /^[a-z0-9-]{1,40}$/;
const SECRET = /^[A-Za-z0-9_-]{12,100}$/;

/**
 * Writes everything that a real switch needs below `setup.directory` and says how to start it. Repeating it changes only
 * what the setup changed; certificates are kept. Throws when the installation lacks a module or the setup breaks a rule.
 */
export function prepareFreeSwitch(setup: FreeSwitchSetup, now = Date.now()): PreparedFreeSwitch {
  check(setup);
  const modules = findModules(setup.home);
  const at = (...parts: string[]): string => join(setup.directory, ...parts);
  for (const part of [
    '',
    'trunks',
    'certs',
    'db',
    'gateways',
    'log',
    'run',
    'sounds/moh',
    'tmp',
    'scripts',
    'storage',
    'cache',
  ])
    mkdirSync(at(part), { recursive: true, mode: 0o700 });
  mkdirSync(setup.recordingsDirectory, { recursive: true, mode: 0o750 });
  writeFileSync(at('freeswitch.xml'), freeswitchDocument(setup, modules), { mode: 0o600 });
  writeGateways(setup, at('gateways'));
  if (!existsSync(at('certs/wss.pem')))
    for (const file of ['wss.pem', 'dtls-srtp.pem', 'agent.pem'])
      writeFileSync(at('certs', file), selfSignedPem(setup.domain, now), { mode: 0o600 });
  if (!existsSync(at('sounds/moh/music.wav'))) writeFileSync(at('sounds/moh/music.wav'), holdMusic());
  return {
    command: join(setup.home, 'bin/freeswitch'),
    args: argumentsFor(setup, modules.directory, at),
    env: { LD_LIBRARY_PATH: join(setup.home, 'lib') },
    log: at('log/freeswitch.log'),
  };
}

const FLAGS = ['-nf', '-nc', '-nonat', '-np'] as const;

function argumentsFor(setup: FreeSwitchSetup, modules: string, at: (part: string) => string): string[] {
  const directories = {
    conf: setup.directory,
    log: at('log'),
    run: at('run'),
    db: at('db'),
    mod: modules,
    certs: at('certs'),
    sounds: at('sounds'),
    temp: at('tmp'),
    recordings: setup.recordingsDirectory,
    scripts: at('scripts'),
    storage: at('storage'),
    cache: at('cache'),
    htdocs: at('tmp'),
    grammar: at('tmp'),
  };
  return [...FLAGS, ...Object.entries(directories).flatMap(([name, path]) => [`-${name}`, path])];
}

function writeGateways(setup: FreeSwitchSetup, directory: string): void {
  const self = { name: SELF_TRUNK, host: setup.address, port: setup.ports.trunks, pingSeconds: 0 };
  const trunks = [...setup.trunks, self];
  const wanted = new Set(trunks.map(({ name }) => `${name}.xml`));
  for (const file of readdirSync(directory)) if (!wanted.has(file)) rmSync(join(directory, file));
  for (const trunk of trunks) writeFileSync(join(directory, `${trunk.name}.xml`), gatewayFile(trunk), { mode: 0o600 });
}

function check(setup: FreeSwitchSetup): void {
  const wrong = [
    ...setup.trunks
      .filter(({ name }) => !NAME.test(name))
      .map(({ name }) => `trunks: the name "${name}" must be lower-case letters, digits and -`),
    ...Object.entries(setup.passwords)
      .filter(([, value]) => !SECRET.test(value))
      .map(([name]) => `passwords.${name} must be 12 to 100 letters, digits, _ or -`),
    ...(/\s/.test(setup.directory + setup.recordingsDirectory)
      ? ['directory and recordingsDirectory must not contain spaces']
      : []),
  ];
  if (wrong.length > 0) throw new Error(`FreeSWITCH setup: ${wrong.join('; ')}`);
}
