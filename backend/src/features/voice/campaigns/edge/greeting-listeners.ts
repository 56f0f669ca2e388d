import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { config } from '../../../../platform/config';
import { Schedule } from '../../../../platform/schedule';
import { machineDetector, type DetectorEvent } from '../../amd';
import { SWITCH, type Listening, type Switch } from '../../switch';
import { JudgeGreetings, LEAVE_MESSAGE } from '../use-cases/judge-greetings';

/** Nobody listens longer: the greeting is over, or it never ends. */
const LONGEST_MS = 60_000;
const overdue = z.object({ attemptId: z.string() });

/**
 * Listens to who answers calls of campaigns that want to know, in the process that is connected to the switch. Sound is not
 * kept: what the detector hears goes into the attempt, and when this process dies, whoever has answered counts as a person.
 */
@Injectable()
export class GreetingListeners implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('amd');
  private readonly listening = new Map<string, Listening>();
  /** Of each leg one after the other, so that what is heard is told in its order. */
  private readonly work = new Map<string, Promise<void>>();

  constructor(
    @Inject(SWITCH) private readonly port: Switch,
    private readonly greetings: JudgeGreetings,
    private readonly schedule: Schedule,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.schedule.on(LEAVE_MESSAGE, (payload) => this.greetings.overdue(overdue.parse(payload).attemptId));
    this.port.subscribe((event) => {
      if (event.type === 'LegAnswered') this.inTurn(event.legId, () => this.begin(event.legId));
      if (event.type === 'LegEnded') this.inTurn(event.legId, () => this.end(event.legId));
    });
  }

  /** Resolves when everything that was heard so far has been told. */
  async idle(): Promise<void> {
    while (this.work.size > 0) await Promise.all(this.work.values());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.idle();
    for (const legId of [...this.listening.keys()]) await this.end(legId);
  }

  private async begin(legId: string): Promise<void> {
    if (this.listening.has(legId) || !(await this.greetings.wanted(legId))) return;
    const detector = machineDetector();
    let frames = 0;
    const started = await this.port.listen(legId, (frame) => {
      frames += 1;
      for (const event of detector.hear(frame)) this.inTurn(legId, () => this.heard(legId, event));
      if (frames * 20 === LONGEST_MS) this.inTurn(legId, () => this.end(legId));
    });
    if (started.ok) this.listening.set(legId, started.value);
    else this.logger.warn(`nobody listens to ${legId}: ${started.refusal.code}`);
  }

  private async heard(legId: string, event: DetectorEvent): Promise<void> {
    await this.greetings.heard(legId, event);
    if (event.type === 'records-now' || (event.type === 'verdict' && event.who === 'person')) await this.end(legId);
  }

  private async end(legId: string): Promise<void> {
    const listening = this.listening.get(legId);
    this.listening.delete(legId);
    await listening?.stop();
  }

  /** A failure costs one call its detection, not the call. */
  private inTurn(legId: string, act: () => Promise<void>): void {
    const done = (this.work.get(legId) ?? Promise.resolve())
      .then(act)
      .catch((error: unknown) => this.logger.error({ err: error }, 'a greeting is lost'))
      .then(() => {
        if (this.work.get(legId) === done) this.work.delete(legId);
      });
    this.work.set(legId, done);
  }
}
