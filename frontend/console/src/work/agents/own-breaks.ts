import { computed, effect, inject, Injectable, signal } from '@angular/core';
import type { AgentBreak, BreakKind } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Realtime } from '../../platform/realtime/realtime';

/** My breaks: which kinds there are, what I have asked for, and where that stands. */
@Injectable({ providedIn: 'root' })
export class OwnBreaks {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly open = inject(Realtime).topic('desk').all<AgentBreak>('break');

  /** Empty where no kinds are defined: then a break is only a status. */
  readonly kinds = signal<readonly BreakKind[]>([]);
  readonly request = computed(() => this.open().find(({ agentId }) => agentId === this.session.me()?.user.id) ?? null);

  constructor() {
    effect(() => {
      if (this.session.isOpen()) void this.load();
    });
  }

  /** Asked for again whenever the choice is opened: an administrator may have changed it. */
  async load(): Promise<void> {
    if (!this.session.has('breaks') || !this.session.hasPhone()) return;
    this.kinds.set(await this.api.get<BreakKind[]>('/break-kinds/offered').catch(() => this.kinds()));
  }

  async ask(kindId: string): Promise<AgentBreak> {
    return this.api.post<AgentBreak>('/agents/me/breaks', { kindId });
  }

  async withdraw(): Promise<void> {
    await this.api.delete('/agents/me/breaks');
  }
}
