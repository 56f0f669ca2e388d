import { computed, inject, Injectable, signal } from '@angular/core';
import type { CallAction, DeskCall, TransferTarget } from '#contracts';
import { Api } from '../../platform/http/api';
import { isProblemError } from '../../platform/http/problem-error';
import { Toasts } from '../../platform/look/toasts';
import { Realtime } from '../../platform/realtime/realtime';
import { Phone } from '../phone/phone';

/** What wants the hand first: a ringing call, then a conversation, then what is left to finish. */
function urgency({ actions, state }: DeskCall): number {
  if (actions.includes('answer')) return 0;
  if (state === 'wrap-up') return 2;
  return state === 'ended' ? 3 : 1;
}

/** The calls in my hands, and everything one does with them. The server says what is possible; this only asks. */
@Injectable({ providedIn: 'root' })
export class Desk {
  private readonly api = inject(Api);
  private readonly phone = inject(Phone);
  private readonly toasts = inject(Toasts);
  private readonly topic = inject(Realtime).topic('desk');
  private readonly entities = this.topic.all<DeskCall>('desk-call');
  private readonly chosen = signal<string | null>(null);
  private readonly asked = signal<ReadonlySet<string>>(new Set());

  readonly loaded = this.topic.loaded;
  readonly calls = computed(() =>
    [...this.entities()].sort((a, b) => urgency(a) - urgency(b) || a.startedAt.localeCompare(b.startedAt)),
  );
  readonly current = computed(() => this.calls().find(({ id }) => id === this.chosen()) ?? this.calls()[0] ?? null);
  readonly incoming = computed(() => this.calls().find(({ actions }) => actions.includes('answer')) ?? null);

  choose(callId: string): void {
    this.chosen.set(callId);
  }

  /** An action is on its way to the server. */
  isAsked(call: DeskCall, action: CallAction): boolean {
    return this.asked().has(`${call.id} ${action}`);
  }

  async act(call: DeskCall, action: CallAction, body: unknown = {}): Promise<boolean> {
    if (action === 'mute' || action === 'unmute') this.phone.mute(action === 'mute');
    if (action === 'answer') {
      this.choose(call.id);
      if (this.phone.answer()) return true;
    }
    const mark = `${call.id} ${action}`;
    this.asked.update((asked) => new Set(asked).add(mark));
    const done = await this.toasts.try(() => this.api.post(`/calls/${call.id}/${action}`, body));
    this.asked.update((asked) => new Set([...asked].filter((each) => each !== mark)));
    return done;
  }

  /**
   * Ends the wrap-up. It is possible only once the result is stored, which the screen may not have heard of yet, so this asks
   * without looking at the offered actions; a timer may have been faster.
   */
  finish(call: DeskCall): Promise<boolean> {
    return this.toasts.try(async () => {
      try {
        await this.api.post(`/calls/${call.id}/finish-wrap-up`);
      } catch (error) {
        if (!isProblemError(error, 'call-over')) throw error;
      }
    });
  }

  transfer(call: DeskCall, target: TransferTarget): Promise<boolean> {
    return this.act(call, 'transfer', { target });
  }

  consult(call: DeskCall, target: TransferTarget): Promise<boolean> {
    return this.act(call, 'consult', { target });
  }

  dial(number: string, contactId?: string): Promise<boolean> {
    return this.toasts.try(async () => {
      // Our own phone rings first and is answered by itself: the person has already said what he wants.
      this.phone.answer();
      await this.api.post('/calls', { number, ...(contactId && { contactId }) });
    });
  }
}
