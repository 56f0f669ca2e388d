import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map } from 'rxjs';
import { Desk } from './desk';
import { IncomingCall } from './incoming-call';
import { IncomingWatch } from './incoming-watch';

/** A ringing call in the corner of every page but the desk; answering leads to the desk. */
@Component({
  selector: 'app-incoming-elsewhere',
  imports: [IncomingCall],
  template: `
    @if (call(); as ringing) {
      <!-- The buttons inside answer to keyboard and mouse alike; this only follows their click to the desk. -->
      <!-- eslint-disable-next-line @angular-eslint/template/click-events-have-key-events, @angular-eslint/template/interactive-supports-focus -->
      <div class="card" (click)="answered($event)"><app-incoming-call [call]="ringing" /></div>
    }
  `,
  styles: `
    div {
      position: fixed;
      right: 20px;
      bottom: 20px;
      z-index: 900;
      width: min(360px, calc(100vw - 40px));
      box-shadow: 0 12px 40px rgb(0 0 0 / 30%);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncomingElsewhere {
  private readonly desk = inject(Desk);
  private readonly router = inject(Router);
  protected readonly watch = inject(IncomingWatch);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  protected readonly call = computed(() => (this.url().startsWith('/desk') ? null : this.desk.incoming()));

  protected answered(event: Event): void {
    if ((event.target as Element).closest('[data-action="answer"]')) void this.router.navigateByUrl('/desk');
  }
}
