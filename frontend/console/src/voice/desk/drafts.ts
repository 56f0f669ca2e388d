import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { AskedRecontact, Classified } from '#contracts';
import { Api } from '../../platform/http/api';
import { ProblemError } from '../../platform/http/problem-error';
import { Realtime } from '../../platform/realtime/realtime';

/** What a person has said about a call and the server has not yet confirmed. */
export interface Draft {
  readonly callId: string;
  /** Whose call it was, for the person who finds the draft later. */
  readonly party: string;
  readonly classifierId: string | null;
  readonly note: string;
  /** What the classifier asked for: when to call again, and who. */
  readonly recontact?: AskedRecontact | null;
  /** The person pressed save: send it as soon as there is a line. */
  readonly sending: boolean;
  readonly at: number;
}

const PREFIX = 'centrala.draft.';
const KEPT_MS = 14 * 24 * 3600 * 1000;

function stored(): ReadonlyMap<string, Draft> {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const drafts = keys.map((key) => JSON.parse(localStorage.getItem(key) ?? '{}') as Draft);
  for (const { callId, at } of drafts) if (Date.now() - at > KEPT_MS) localStorage.removeItem(PREFIX + callId);
  return new Map(drafts.filter(({ at }) => Date.now() - at <= KEPT_MS).map((draft) => [draft.callId, draft]));
}

/** Classifications in the making. They outlive the page, the network and the sign-in; only the server's yes removes one. */
@Injectable({ providedIn: 'root' })
export class Drafts {
  private readonly api = inject(Api);
  private readonly drafts = signal(stored());
  readonly all = computed(() => [...this.drafts().values()]);

  constructor() {
    const { state } = inject(Realtime);
    effect(() => {
      if (state() === 'connected') untracked(() => void this.sendWaiting());
    });
  }

  of(callId: string): Draft | null {
    return this.drafts().get(callId) ?? null;
  }

  keep(draft: Omit<Draft, 'at'>): void {
    const dated = { ...draft, at: Date.now() };
    localStorage.setItem(PREFIX + draft.callId, JSON.stringify(dated));
    this.drafts.update((drafts) => new Map(drafts).set(draft.callId, dated));
  }

  drop(callId: string): void {
    localStorage.removeItem(PREFIX + callId);
    this.drafts.update((drafts) => new Map([...drafts].filter(([id]) => id !== callId)));
  }

  /** Sends one to the server; the answer says what the desk opens now. Without a line it waits for the next one; what the server refuses stays for the person to mend. */
  async send(callId: string): Promise<Classified | null> {
    const draft = this.of(callId);
    if (!draft?.classifierId) return null;
    this.keep({ ...draft, sending: true });
    try {
      const { classifierId, note, recontact = null } = draft;
      const sent = await this.api.post<Classified>(`/calls/${callId}/classify`, { classifierId, note, recontact });
      this.drop(callId);
      return sent;
    } catch (error) {
      const isLineLost = error instanceof ProblemError && (error.status === 0 || error.status >= 500);
      this.keep({ ...draft, sending: isLineLost });
      throw error;
    }
  }

  private async sendWaiting(): Promise<void> {
    const waiting = this.all().filter(({ sending }) => sending);
    await Promise.allSettled(waiting.map(({ callId }) => this.send(callId)));
  }
}
