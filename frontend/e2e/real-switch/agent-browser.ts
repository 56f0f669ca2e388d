import type { APIResponse, Page } from '@playwright/test';
import { expect } from '../fixtures';

/** The tone that the browser's microphone hears. */
export const MICROPHONE_HZ = 1500;

export const action = (page: Page, name: string) => page.locator(`button[data-action="${name}"]`);

export const inState = (page: Page, state: string) =>
  expect(page.locator('app-live-call [data-call-state]')).toHaveAttribute('data-call-state', state, {
    timeout: 20_000,
  });

export const status = (page: Page) => page.locator('app-status-control .status');

/** Keeps the browser's connections and the console's own token where a test can ask them. */
export async function watchBrowser(page: Page): Promise<BrowserEar> {
  await page.addInitScript(() => {
    const kept: RTCPeerConnection[] = [];
    Object.assign(window, {
      keptConnections: kept,
      RTCPeerConnection: new Proxy(RTCPeerConnection, {
        construct(target, args: [RTCConfiguration?]) {
          const made = new target(...args);
          kept.push(made);
          return made;
        },
      }),
    });
  });
  return new BrowserEar(page);
}

/** What came out of the browser's side of the conversation over a while. */
export interface BrowserHeard {
  readonly energy: number;
  readonly packets: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly sent: number;
  readonly roundTripMs: number;
  /** The loudest frequency of the last moment. */
  readonly hz: number;
}

interface Counters {
  readonly energy: number;
  readonly received: number;
  readonly lost: number;
  readonly jitter: number;
  readonly sent: number;
  readonly roundTrip: number;
}

export class BrowserEar {
  private token = '';

  constructor(private readonly page: Page) {
    page.on('request', (request) => {
      this.token = request.headers()['authorization'] ?? this.token;
    });
  }

  /** Asks the API as the signed-in person. */
  async get<T>(path: string): Promise<T> {
    return (await (await this.answer(path)).json()) as T;
  }

  async bytes(path: string): Promise<Buffer> {
    return (await this.answer(path)).body();
  }

  private async answer(path: string): Promise<APIResponse> {
    const response = await this.page.request.get(`/api/v1${path}`, { headers: { authorization: this.token } });
    expect(response.status(), path).toBe(200);
    return response;
  }

  async listen(ms: number): Promise<BrowserHeard> {
    const before = await this.counters();
    const hz = await this.loudestFrequency(ms);
    const after = await this.counters();
    return {
      energy: after.energy - before.energy,
      packets: after.received - before.received,
      lost: after.lost - before.lost,
      jitterMs: Math.round(after.jitter * 1000),
      sent: after.sent - before.sent,
      roundTripMs: Math.round(after.roundTrip * 1000),
      hz,
    };
  }

  private counters(): Promise<Counters> {
    return this.page.evaluate(async () => {
      const { keptConnections } = window as unknown as { keptConnections: RTCPeerConnection[] };
      const reports = [...(await keptConnections.at(-1)!.getStats()).values()] as Record<
        string,
        number | string | boolean
      >[];
      const find = (type: string) =>
        reports.find((each) => each['type'] === type && (each['kind'] ?? 'audio') === 'audio') ?? {};
      const [heard, said] = [find('inbound-rtp'), find('outbound-rtp')];
      const pair = reports.find((each) => each['type'] === 'candidate-pair' && each['nominated']) ?? {};
      return {
        energy: Number(heard['totalAudioEnergy'] ?? 0),
        received: Number(heard['packetsReceived'] ?? 0),
        lost: Number(heard['packetsLost'] ?? 0),
        jitter: Number(heard['jitter'] ?? 0),
        sent: Number(said['packetsSent'] ?? 0),
        roundTrip: Number(pair['currentRoundTripTime'] ?? 0),
      };
    });
  }

  private loudestFrequency(ms: number): Promise<number> {
    return this.page.evaluate(async (wait) => {
      const { keptConnections } = window as unknown as { keptConnections: RTCPeerConnection[] };
      const track = keptConnections.at(-1)!.getReceivers()[0]!.track;
      const context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      await new Promise((resolve) => setTimeout(resolve, wait));
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const loudest = bins.indexOf(Math.max(...bins));
      const hz = Math.round((loudest * context.sampleRate) / analyser.fftSize);
      await context.close();
      return hz;
    }, ms);
  }
}
