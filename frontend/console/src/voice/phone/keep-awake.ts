import { DOCUMENT } from '@angular/common';
import { effect, inject, Injectable, signal } from '@angular/core';
import { Desk } from '../desk/desk';
import { Phone } from './phone';

/** Holding a lock of this name keeps browsers from freezing the page in the background, and with it the phone's registration. */
const LOCK = 'centrala-phone';
const SPEAKING: readonly string[] = ['talking', 'held', 'consulting', 'conference'];

/** Keeps the phone reachable while the console is in the background, and the screen lit during a conversation. Created by the shell. */
@Injectable({ providedIn: 'root' })
export class KeepAwake {
  private readonly document = inject(DOCUMENT);
  private readonly shown = signal(!this.document.hidden);

  constructor() {
    const [desk, phone] = [inject(Desk), inject(Phone)];
    this.document.addEventListener('visibilitychange', () => this.shown.set(!this.document.hidden));
    effect((onCleanup) => {
      if (phone.state() !== 'off') onCleanup(holdLock());
    });
    effect((onCleanup) => {
      // The system lets go of the screen whenever the page is hidden: it is asked again when it is shown.
      const isSpeaking = desk.calls().some(({ state }) => SPEAKING.includes(state));
      if (isSpeaking && this.shown()) onCleanup(lightScreen());
    });
  }
}

function holdLock(): () => void {
  if (!('locks' in navigator)) return () => undefined;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  void navigator.locks.request(LOCK, { mode: 'shared' }, () => held);
  return release;
}

function lightScreen(): () => void {
  if (!('wakeLock' in navigator)) return () => undefined;
  // Refused with a low battery; the conversation goes on.
  const lit = navigator.wakeLock.request('screen').catch(() => null);
  return () => void lit.then((lock) => lock?.release());
}
