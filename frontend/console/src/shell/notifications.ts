import { computed, inject, Injectable } from '@angular/core';
import type { Notification } from '#contracts';
import { Api } from '../platform/http/api';
import { Realtime } from '../platform/realtime/realtime';

/** What the house wants me to know, newest first. */
@Injectable({ providedIn: 'root' })
export class Notifications {
  private readonly api = inject(Api);
  private readonly received = inject(Realtime).topic('notifications').all<Notification>('notification');

  readonly all = computed(() => [...this.received()].sort((a, b) => b.at.localeCompare(a.at)));
  readonly unread = computed(() => this.received().filter(({ readAt }) => readAt === null).length);

  read(id: string): Promise<void> {
    return this.api.post(`/notifications/${id}/read`);
  }
}
