import { effect, inject, Injectable, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { partyName } from '../calls/call-look';
import { CallNotices } from '../phone/call-notices';
import { Ringer } from '../phone/ringer';
import { Desk } from './desk';

/** Rings while a call is offered, whatever page is open, and does what is pressed on its notification. Created by the shell. */
@Injectable({ providedIn: 'root' })
export class IncomingWatch {
  constructor() {
    const desk = inject(Desk);
    const ringer = inject(Ringer);
    const transloco = inject(TranslocoService);
    const router = inject(Router);
    const notices = inject(CallNotices);
    notices.pressed.pipe(takeUntilDestroyed()).subscribe(({ action, callId }) => {
      const call = desk.incoming();
      if (action !== 'decline') void router.navigateByUrl('/desk');
      if (action !== 'open' && call?.id === callId) void desk.act(call, action);
    });
    let ringing: string | null = null;
    let stop = (): void => undefined;
    effect(() => {
      const call = desk.incoming();
      if (call?.id === ringing || (!call && !ringing)) return;
      stop();
      ringing = call?.id ?? null;
      stop = () => undefined;
      if (!call) return;
      const message = partyName(call) || transloco.translate<string>('desk.withheld');
      const ends = untracked(() => [ringer.ring(message), notices.show(message, call.id)]);
      stop = () => ends.forEach((end) => end());
    });
  }
}
