import { Injectable } from '@angular/core';
import { Subject } from 'rxjs';

/** The server no longer knows our workstation session: whoever holds it is told. Breaks the circle between HTTP and session. */
@Injectable({ providedIn: 'root' })
export class SessionLoss {
  readonly lost = new Subject<void>();
}
