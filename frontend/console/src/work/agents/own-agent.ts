import { computed, inject, Injectable } from '@angular/core';
import type { AgentView, SetStatus } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Realtime } from '../../platform/realtime/realtime';
import { secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';

const AT_WORK = new Set<AgentView['status']>(['reserved', 'busy', 'wrap-up']);

/** My own presence, as the server has it. */
@Injectable({ providedIn: 'root' })
export class OwnAgent {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly now = inject(Now).now;
  private readonly agents = inject(Realtime).topic('desk').all<AgentView>('agent');

  readonly agent = computed(() => this.agents().find(({ id }) => id === this.session.me()?.user.id) ?? null);
  readonly seconds = computed(() => secondsSince(this.agent()?.since ?? null, this.now()));
  /** A wish made during work comes true after it. */
  readonly isAtWork = computed(() => AT_WORK.has(this.agent()?.status ?? 'offline'));
  readonly isReady = computed(() => {
    const agent = this.agent();
    return agent?.status === 'ready' || (this.isAtWork() && agent?.afterWork === 'ready');
  });

  async finishWrapUp(): Promise<void> {
    await this.api.post('/agents/me/finish-wrap-up');
  }

  async setStatus(wish: SetStatus): Promise<void> {
    await this.api.put('/agents/me/status', wish);
  }
}
