import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Subject } from 'rxjs';

const WORKER = '/service-worker.js';
const TAG = 'centrala-call';

/** What was pressed on a notification. */
export interface CallPressed {
  readonly type: 'call-pressed';
  readonly action: 'answer' | 'decline' | 'open';
  readonly callId: string;
}

/** `actions` and `renotify` are of workers' notifications only; the DOM's types leave them out. */
interface WorkerNotice extends NotificationOptions {
  readonly actions: readonly { readonly action: string; readonly title: string }[];
  readonly renotify: boolean;
}

/** A waiting call as a notification of the system, with its answers on it; through the worker, or plain where there is none. */
@Injectable({ providedIn: 'root' })
export class CallNotices {
  private readonly document = inject(DOCUMENT);
  private readonly transloco = inject(TranslocoService);
  private readonly worker = 'serviceWorker' in navigator ? this.register() : null;
  readonly pressed = new Subject<CallPressed>();

  /** Shows it while nobody looks at the console; the returned function takes it away. */
  show(message: string, callId: string): () => void {
    if (!this.document.hidden || !('Notification' in window) || Notification.permission !== 'granted')
      return () => undefined;
    const shown = this.worker ? this.byWorker(this.worker, message, callId) : this.plain(message);
    return () => void shown.then((close) => close());
  }

  /** Browsers let a page ask only after the person did something on it. */
  askForPermission(): void {
    if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
  }

  private async register(): Promise<ServiceWorkerRegistration> {
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<CallPressed | null>) => {
      if (data?.type === 'call-pressed') this.pressed.next(data);
    });
    await navigator.serviceWorker.register(WORKER);
    return navigator.serviceWorker.ready;
  }

  private async byWorker(
    worker: Promise<ServiceWorkerRegistration>,
    message: string,
    callId: string,
  ): Promise<() => void> {
    const title = (action: string) => ({ action, title: this.transloco.translate<string>(`actions.${action}`) });
    const actions = [title('answer'), title('decline')];
    const options: WorkerNotice = { ...this.look(message), actions, renotify: true, data: { callId } };
    try {
      const registration = await worker;
      await registration.showNotification('Centrala', options);
      return () => void takeAway(registration);
    } catch {
      // A browser that forbids workers (a private window) still has plain notifications.
      return this.plain(message);
    }
  }

  private plain(message: string): Promise<() => void> {
    const note = new Notification('Centrala', this.look(message));
    note.onclick = () => window.focus();
    return Promise.resolve(() => note.close());
  }

  private look(message: string): NotificationOptions {
    return { body: message, tag: TAG, requireInteraction: true, icon: '/icons/icon-192.png' };
  }
}

async function takeAway(registration: ServiceWorkerRegistration): Promise<void> {
  for (const note of await registration.getNotifications({ tag: TAG })) note.close();
}
