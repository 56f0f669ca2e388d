import { effect, inject, Injectable, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { partyName } from '../calls/call-look';
import { Ringer } from '../phone/ringer';
import { Desk } from './desk';

/** Rings while a call is offered, whatever page is open. Created by the shell. */
@Injectable({ providedIn: 'root' })
export class IncomingWatch {
  constructor() {
    const desk = inject(Desk);
    const ringer = inject(Ringer);
    const transloco = inject(TranslocoService);
    let ringing: string | null = null;
    let stop = (): void => undefined;
    effect(() => {
      const call = desk.incoming();
      if (call?.id === ringing || (!call && !ringing)) return;
      stop();
      ringing = call?.id ?? null;
      stop = call
        ? untracked(() => ringer.ring(partyName(call) || transloco.translate('desk.withheld')))
        : () => undefined;
    });
  }
}
