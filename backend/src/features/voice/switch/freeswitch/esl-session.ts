import type { Cancel, Clock } from '../../../../kernel/clock';
import { SUBSCRIPTION, type EslEvent } from './esl';
import { EslConnection, type EslAddress } from './esl-connection';

export interface SessionTimes {
  /** Longest wait for the sign-in. */
  readonly signInMs: number;
  /** Longest wait for the answer to one command. */
  readonly replyMs: number;
  /** How often both connections are asked for a sign of life. */
  readonly pingMs: number;
}

export const SESSION_TIMES: SessionTimes = { signInMs: 3000, replyMs: 5000, pingMs: 5000 };

/**
 * Two connections to one switch: an `api` command stops the delivery of events on its own connection while it runs
 * (measured 1.8 s), so events have one for themselves. Lost when either is lost or does not answer its ping in time:
 * after a hard break of the network modesl keeps saying that it is connected.
 */
export class EslSession {
  private cancelPing: Cancel = () => undefined;
  private lost = false;
  private whenLostListener: (reason: string) => void = () => undefined;

  private constructor(
    private readonly events: EslConnection,
    private readonly commands: EslConnection,
    private readonly clock: Clock,
    private readonly times: SessionTimes,
  ) {}

  /** Signed in twice and subscribed; every event from here on goes to `onEvent`. */
  static async open(
    address: EslAddress,
    clock: Clock,
    times: SessionTimes,
    onEvent: (event: EslEvent) => void,
  ): Promise<EslSession> {
    const events = await EslConnection.open(address, clock, times.signInMs);
    try {
      const commands = await EslConnection.open(address, clock, times.signInMs);
      const session = new EslSession(events, commands, clock, times);
      events.whenEvent(onEvent);
      events.whenClosed((reason) => session.lose(reason));
      commands.whenClosed((reason) => session.lose(reason));
      await events.command(SUBSCRIPTION, {}, times.replyMs);
      session.ping();
      return session;
    } catch (error) {
      events.close();
      throw error;
    }
  }

  whenLost(listener: (reason: string) => void): void {
    this.whenLostListener = listener;
  }

  api(line: string): Promise<string> {
    return this.commands.api(line, this.times.replyMs);
  }

  /** Sends a long command away; its outcome comes as BACKGROUND_JOB with this id. */
  job(line: string, jobId: string): Promise<string> {
    return this.commands.command(`bgapi ${line}`, { 'Job-UUID': jobId }, this.times.replyMs);
  }

  /**
   * modesl's own `execute` waits in no queue and takes the next reply from another command, so the message is ours.
   * `event-lock`: without it a message that comes while a file plays is carried out in the middle of that file.
   */
  execute(legId: string, application: string, argument: string, eventId: string): Promise<string> {
    const headers: Record<string, string> = {
      'call-command': 'execute',
      'execute-app-name': application,
      'event-uuid': eventId,
      'event-lock': 'true',
    };
    if (argument !== '') headers['execute-app-arg'] = argument;
    return this.commands.command(`sendmsg ${legId}`, headers, this.times.replyMs);
  }

  close(reason = 'closed by us'): void {
    this.lose(reason);
  }

  private ping(): void {
    this.cancelPing = this.clock.wakeAt(this.clock.now() + this.times.pingMs, () => {
      const signOfLife = 'global_getvar core_uuid';
      Promise.all([
        this.commands.api(signOfLife, this.times.replyMs),
        this.events.api(signOfLife, this.times.replyMs),
      ]).then(
        () => {
          if (!this.lost) this.ping();
        },
        (error: Error) => this.lose(error.message),
      );
    });
  }

  private lose(reason: string): void {
    if (this.lost) return;
    this.lost = true;
    this.cancelPing();
    this.events.close(reason);
    this.commands.close(reason);
    this.whenLostListener(reason);
  }
}
