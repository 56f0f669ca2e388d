import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { dipRequest, type DipAnswer, type DipRequest } from '../domain/dip';
import { systemVariables } from '../domain/walk';
import { hostsOf } from '../../../../platform/outbound';
import { ivrArea } from '../ivr.config';
import { Ivr } from './ivr';
import { sendDip } from './send-dip';

interface Answered {
  readonly id: string;
  readonly askId: string;
  readonly answer: DipAnswer;
  readonly milliseconds: number;
}

/** Asks other systems for sessions. A question that dies with our process is answered by its timer: `timed-out`. */
@Injectable()
export class AnswerDips {
  private readonly logger = new Logger('ivr');
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly ivr: Ivr,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Begins to ask and does not wait: the next caller must not wait for a slow server of this one's. */
  begin(event: RecordedEvent): void {
    const id = event.stream.slice('ivr-'.length);
    const { askId } = event.data as { askId: string };
    const work = this.ask(id, askId, because(event, 'ivr', this.clock.now())).catch((error: unknown) =>
      this.logger.error({ error, session: id }, 'a data dip could not be answered'),
    );
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  /** Resolves when no question is under way. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** The timer of a question: when it is still open, nobody will answer it any more. */
  async lost(id: string, askId: string): Promise<void> {
    const answer: DipAnswer = { ok: false, reason: 'timed-out' };
    await this.answer({ id, askId, answer, milliseconds: 0 }, bySystem('clock', id, this.clock.now()));
  }

  private async ask(id: string, askId: string, meta: EventMeta): Promise<void> {
    const request = await this.requestOf(id, askId);
    if (!request) return;
    const from = performance.now();
    const answer = await sendDip(request, hostsOf(config(ivrArea).privateHosts));
    const milliseconds = Math.round(performance.now() - from);
    await this.answer({ id, askId, answer, milliseconds }, { ...meta, at: this.clock.now() });
  }

  /** Null when the session waits for something else by now. */
  private async requestOf(id: string, askId: string): Promise<DipRequest | null> {
    const state = await this.ivr.load(this.database.read, id);
    if (state.waiting?.askId !== askId) return null;
    const node = (await this.ivr.graph(this.database.read, state))?.node(state.place.nodeId);
    if (node?.kind !== 'data-dip') return null;
    return dipRequest(node, { ...state.variables, ...systemVariables(state, this.clock.now()) });
  }

  private async answer({ id, ...order }: Answered, meta: EventMeta): Promise<void> {
    await this.database.transaction((tx) => this.ivr.tell(tx, id, { type: 'DipAnswered', ...order }, meta));
  }
}
