import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '../../../../../platform/clock';
import type { SwitchHarness } from '../../port/switch-harness';
import { stereoConversation } from '../../simulator/wav';
import { prepareFreeSwitch, type FreeSwitchPorts, type FreeSwitchSetup } from '../configuration/prepare-freeswitch';
import { DirectoryServer } from '../directory/directory-server';
import { FreeSwitchSwitch } from '../freeswitch-switch';
import { FifoPipes } from '../sound/sound-pipes';
import { TrunkDirectory } from '../trunks/trunk-files';
import { CuttingProxy } from './cutting-proxy';
import { FreeSwitchProcess } from './freeswitch-process';
import { SipPhone } from './sip-phone';

const DOMAIN = '127.0.0.1';
const EXTENSIONS = ['1001', '1002'] as const;
const PROMPT_MS = 2000;
const secret = 'contract-secret-1234';
const passwordOf = (extension: string): string => `pw-${extension}`;

const accountsOf = (): DirectoryServer =>
  new DirectoryServer({
    domain: DOMAIN,
    secret,
    report: (problem) => process.stderr.write(`${problem}\n`),
    directory: () => ({
      find: (extension) =>
        Promise.resolve(
          ['1001', '1002', '1003'].includes(extension)
            ? { extension, password: passwordOf(extension), displayName: extension }
            : null,
        ),
    }),
  });

/** Its phones and its caller can be spoken into and listened to. */
export interface RealHarness extends SwitchHarness {
  readonly phones: ReadonlyMap<string, SipPhone>;
  readonly caller: SipPhone;
}

/** A real switch with our generated configuration and directory, real SIP phones, and a proxy that breaks its event socket. */
export async function startRealHarness(home: string): Promise<RealHarness> {
  const parts = await startRealSwitch(home);
  parts.adapter.start();
  return harnessOf(parts);
}

/** The same for whoever connects to it himself; `stopRealSwitch` ends it. */
export async function startRealSwitch(home: string): Promise<RealSwitch> {
  const directory = mkdtempSync(join(tmpdir(), 'switch-contract-'));
  const [eventSocket, phonesPort, webSocket, trunksPort, trunksTls, directoryPort] = (await freePorts(6)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const accounts = accountsOf();
  await accounts.listen(directoryPort);
  const prepared = prepareFreeSwitch(
    setupOf(home, directory, {
      eventSocket,
      phones: phonesPort,
      webSocket,
      trunks: trunksPort,
      trunksTls,
      audio: [31_000, 31_400],
      directory: directoryPort,
    }),
  );
  const prompt = join(directory, 'prompt.wav');
  writeFileSync(prompt, stereoConversation(PROMPT_MS));
  const running = new FreeSwitchProcess(prepared, eventSocket);
  await running.start();
  const proxy = new CuttingProxy(eventSocket);
  const clock = new SystemClock();
  const adapter = new FreeSwitchSwitch({
    nodeId: 'switch-1',
    domain: DOMAIN,
    clock,
    networkClock: clock,
    trunkFiles: new TrunkDirectory(join(directory, 'fs/trunks')),
    soundPipes: new FifoPipes(join(directory, 'sound')),
    address: { host: '127.0.0.1', port: await proxy.listen(), password: 'contract-event-socket' },
  });
  const phones = await signedIn(phonesPort);
  const caller = await outsider('+48600100200', trunksPort, 'Jan Kowalski');
  const operator = await outsider('+48700100200', trunksPort);
  return { adapter, directory, prompt, trunksPort, phones, caller, operator, running, proxy, accounts };
}

async function outsider(user: string, port: number, displayName?: string): Promise<SipPhone> {
  const server = { host: '127.0.0.1', port };
  const phone = new SipPhone({ user, domain: DOMAIN, server, ...(displayName !== undefined && { displayName }) });
  await phone.open();
  return phone;
}

export interface RealSwitch {
  readonly adapter: FreeSwitchSwitch;
  readonly directory: string;
  readonly prompt: string;
  /** Where it takes calls of trunks. */
  readonly trunksPort: number;
  readonly phones: ReadonlyMap<string, SipPhone>;
  readonly caller: SipPhone;
  readonly operator: SipPhone;
  readonly running: FreeSwitchProcess;
  readonly proxy: CuttingProxy;
  readonly accounts: DirectoryServer;
}

function harnessOf(parts: RealSwitch): RealHarness {
  const { adapter, directory, prompt, phones, caller, operator, running, proxy } = parts;
  return {
    phones,
    caller,
    operator: operatorOf(operator),
    switch: adapter,
    extensions: EXTENSIONS,
    unregistered: '1003',
    prompt: { path: prompt, ms: PROMPT_MS },
    recordingPath: (name) => join(directory, 'recordings', name),
    phone: (extension, habit) => {
      phones.get(extension)!.habit = habit;
    },
    phoneHangsUp: (extension) => phones.get(extension)!.hangUp(),
    call: async (_from, to) => caller.call(to),
    callerHangsUp: () => caller.hangUp(),
    callerPresses: async (keys) => caller.press(keys),
    wait: (ms) => sleep(ms),
    breakConnection: async (ms) => proxy.cut(ms),
    restart: async () => {
      await running.kill();
      await running.start();
    },
    stop: () => stopRealSwitch(parts),
  };
}

export async function stopRealSwitch(parts: RealSwitch): Promise<void> {
  const { adapter, directory, phones, caller, operator, running, proxy, accounts } = parts;
  await adapter.stop();
  for (const phone of phones.values()) phone.close();
  caller.close();
  operator.close();
  await proxy.close();
  await running.kill();
  await accounts.close();
  rmSync(directory, { recursive: true, force: true });
}

const operatorOf = (exchange: SipPhone): SwitchHarness['operator'] => ({
  host: DOMAIN,
  port: exchange.listening,
  habit: (habit) => {
    exchange.habit = habit;
  },
  registrations: (_trunk, answer) => {
    exchange.registrations = answer;
  },
  offered: () => exchange.offered,
  accepted: () => exchange.accepted,
  call: (_trunk, _from, to, codecs) => exchange.call(to, codecs),
  hangsUp: () => exchange.hangUp(),
});

const setupOf = (home: string, directory: string, ports: FreeSwitchPorts): FreeSwitchSetup => ({
  home,
  ports,
  directory: join(directory, 'fs'),
  recordingsDirectory: join(directory, 'recordings'),
  domain: DOMAIN,
  address: DOMAIN,
  passwords: { eventSocket: 'contract-event-socket', directory: secret },
  trunks: [],
  trustedNetworks: ['127.0.0.1/32'],
});

/** The profile comes up a moment after the event socket. */
async function signedIn(port: number): Promise<Map<string, SipPhone>> {
  const phones = new Map<string, SipPhone>();
  for (const user of EXTENSIONS) {
    const phone = new SipPhone({
      user,
      password: passwordOf(user),
      domain: DOMAIN,
      server: { host: '127.0.0.1', port },
    });
    await phone.open();
    for (let tries = 0; ; tries += 1) {
      const status = await phone.register().catch(() => 0);
      if (status === 200) break;
      if (tries === 5) throw new Error(`extension ${user} could not register: ${status}`);
    }
    phones.set(user, phone);
  }
  return phones;
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
        }),
    ),
  );
  return ports;
}
