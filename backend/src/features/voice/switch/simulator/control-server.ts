import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { SimulatedSwitch } from './simulated-switch';

const answering = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manual') }),
  z.object({ kind: z.literal('rings') }),
  z.object({ kind: z.literal('unreachable') }),
  z.object({
    kind: z.literal('answers'),
    afterMs: z.tuple([z.number(), z.number()]),
    says: z.enum(['person', 'machine', 'nobody']).optional(),
    talkMs: z.number().optional(),
  }),
  z.object({ kind: z.literal('refuses'), status: z.number(), afterMs: z.tuple([z.number(), z.number()]) }),
  z.object({ kind: z.literal('announces'), answersAfterMs: z.number() }),
]);

const call = z.object({
  from: z.string().min(1),
  to: z.string().min(1),
  name: z.string().optional(),
  trunk: z.string().optional(),
  patienceMs: z.number().optional(),
  talkMs: z.number().optional(),
  digits: z.string().optional(),
});

const faults = z.object({
  replyDelayMs: z.number().optional(),
  eventDelayMs: z.number().optional(),
  frozen: z.boolean().optional(),
  refuseOriginate: z.object({ cause: z.string(), times: z.number() }).nullable().optional(),
  missingFiles: z.array(z.string()).optional(),
  dropForMs: z.number().optional(),
  killForMs: z.number().optional(),
  gateway: z.object({ name: z.string(), up: z.boolean() }).optional(),
});

type Answer = { readonly status: number; readonly body: unknown };
type Act = (simulated: SimulatedSwitch, name: string, body: unknown) => Answer;

const done = (found = true): Answer => ({ status: found ? 200 : 404, body: { ok: found } });

/** What tests and the demonstration may do to the simulated world. Loopback only; `:name` is an extension or a leg. */
const ROUTES: readonly (readonly [string, RegExp, Act])[] = [
  ['GET', /^\/state$/, (simulated) => ({ status: 200, body: state(simulated) })],
  [
    'POST',
    /^\/calls$/,
    (simulated, _name, body) => {
      const { from, to, name, trunk, ...habits } = call.parse(body);
      return { status: 201, body: { legId: simulated.world.call({ from, to, name, trunk }, habits) } };
    },
  ],
  ['POST', /^\/calls\/([^/]+)\/hang-up$/, (simulated, legId) => done(simulated.world.hangUpLeg(legId))],
  [
    'POST',
    /^\/calls\/([^/]+)\/press$/,
    (simulated, legId, body) => done(simulated.world.press(legId, z.object({ keys: z.string() }).parse(body).keys)),
  ],
  ['POST', /^\/phones\/([^/]+)\/answer$/, (simulated, extension) => done(simulated.world.answerPhone(extension))],
  ['POST', /^\/phones\/([^/]+)\/decline$/, (simulated, extension) => done(simulated.world.declinePhone(extension))],
  ['POST', /^\/phones\/([^/]+)\/hang-up$/, (simulated, extension) => done(simulated.world.hangUpPhone(extension))],
  [
    'POST',
    /^\/phones\/([^/]+)\/register$/,
    (simulated, extension) => {
      simulated.world.register(extension);
      return done();
    },
  ],
  [
    'POST',
    /^\/phones\/([^/]+)\/unregister$/,
    (simulated, extension) => {
      simulated.world.unregister(extension);
      return done();
    },
  ],
  [
    'POST',
    /^\/phones\/([^/]+)\/close$/,
    (simulated, extension) => {
      simulated.world.unregister(extension, 'closed');
      return done();
    },
  ],
  [
    'PUT',
    /^\/phones\/([^/]+)$/,
    (simulated, extension, body) => {
      simulated.world.setPhone(extension, answering.parse(body));
      return done();
    },
  ],
  [
    'PUT',
    /^\/persons\/([^/]+)$/,
    (simulated, number, body) => {
      simulated.world.setPerson(number, answering.parse(body));
      return done();
    },
  ],
  [
    'POST',
    /^\/faults$/,
    (simulated, _name, body) => {
      makeFaults(simulated, faults.parse(body));
      return done();
    },
  ],
];

function makeFaults(simulated: SimulatedSwitch, wanted: z.infer<typeof faults>): void {
  const { dropForMs, killForMs, gateway, missingFiles, ...plain } = wanted;
  Object.assign(simulated.faults, plain);
  for (const file of missingFiles ?? []) simulated.faults.missingFiles.add(file);
  if (gateway) simulated.world.gateway(gateway.name, gateway.up);
  if (dropForMs !== undefined) simulated.dropConnections(dropForMs);
  if (killForMs !== undefined) simulated.kill(killForMs);
}

function state(simulated: SimulatedSwitch): unknown {
  const { model } = simulated;
  return {
    runId: model.runId,
    connections: simulated.server.connections(),
    rings: simulated.world.allRings(),
    registered: [...model.registrations.keys()],
    legs: [...model.channels.values()].map((channel) => ({
      legId: channel.uuid,
      direction: channel.direction,
      from: channel.callerNumber,
      to: channel.destination,
      answer: channel.answerState,
      activity: channel.playback?.name ?? channel.activity?.name ?? null,
      bridgedWith: channel.bridge?.uuid ?? null,
    })),
  };
}

export class ControlServer {
  private readonly server: Server;

  constructor(private readonly simulated: SimulatedSwitch) {
    this.server = createServer((request, response) => {
      void this.take(request, response);
    });
  }

  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.answer(request).catch((error: unknown): Answer => ({
      status: 400,
      body: { error: error instanceof Error ? error.message : String(error) },
    }));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '').split('?')[0]!;
    for (const [method, pattern, act] of ROUTES) {
      const match = request.method === method ? pattern.exec(path) : null;
      if (match) return act(this.simulated, decodeURIComponent(match[1] ?? ''), await readBody(request));
    }
    return { status: 404, body: { error: `no ${request.method} ${path}` } };
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text === '' ? {} : JSON.parse(text);
}
