import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { ScriptRun } from '#contracts';
import { Api } from '../../platform/http/api';
import { isProblemError } from '../../platform/http/problem-error';
import { Realtime } from '../../platform/realtime/realtime';
import type { ScriptPlace } from './script-walk';

/** What was said in a script and the server has not yet confirmed. */
export interface ScriptDraft extends ScriptPlace {
  readonly runId: string;
  readonly finish: boolean;
  /** It was to be sent: send it as soon as there is a line. */
  readonly sending: boolean;
  readonly at: number;
}

const PREFIX = 'centrala.script.';
const KEPT_MS = 14 * 24 * 3600 * 1000;

function stored(): ReadonlyMap<string, ScriptDraft> {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const drafts = keys.map((key) => JSON.parse(localStorage.getItem(key) ?? '{}') as ScriptDraft);
  const [young, old] = [true, false].map((is) => drafts.filter(({ at }) => Date.now() - at <= KEPT_MS === is));
  for (const { runId } of old ?? []) localStorage.removeItem(PREFIX + runId);
  return new Map((young ?? []).map((draft) => [draft.runId, draft]));
}

/** Answers in the making. They outlive the page, the network and the sign-in; only the server's yes removes them. */
@Injectable({ providedIn: 'root' })
export class ScriptDrafts {
  private readonly api = inject(Api);
  private readonly drafts = signal(stored());

  constructor() {
    const { state } = inject(Realtime);
    effect(() => {
      if (state() === 'connected') untracked(() => void this.sendWaiting());
    });
  }

  of(runId: string): ScriptDraft | null {
    return this.drafts().get(runId) ?? null;
  }

  keep(runId: string, place: ScriptPlace, { finish, sending } = { finish: false, sending: false }): void {
    const draft = { runId, ...place, finish, sending, at: Date.now() };
    localStorage.setItem(PREFIX + runId, JSON.stringify(draft));
    this.drafts.update((drafts) => new Map(drafts).set(runId, draft));
  }

  /** Null: without a line it waits for the next one. What the server refuses stays for the person to mend. */
  async send(runId: string, place: ScriptPlace, finish: boolean): Promise<ScriptRun | null> {
    this.keep(runId, place, { finish, sending: true });
    try {
      const { answers, stepId, outcomeId } = place;
      const run = await this.api.put<ScriptRun>(`/script-runs/${runId}`, { answers, stepId, outcomeId, finish });
      // Whatever was typed while it was under way is newer than what the server has.
      if (this.of(runId)?.sending) this.drop(runId);
      return run;
    } catch (error) {
      if (isProblemError(error) && (error.status === 0 || error.status >= 500)) return null;
      this.keep(runId, this.of(runId) ?? place);
      throw error;
    }
  }

  private drop(runId: string): void {
    localStorage.removeItem(PREFIX + runId);
    this.drafts.update((drafts) => new Map([...drafts].filter(([id]) => id !== runId)));
  }

  private async sendWaiting(): Promise<void> {
    const waiting = [...this.drafts().values()].filter(({ sending }) => sending);
    await Promise.allSettled(waiting.map((draft) => this.send(draft.runId, draft, draft.finish)));
  }
}
