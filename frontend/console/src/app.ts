import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Identity } from './platform/identity/identity';
import { Session } from './platform/identity/session';
import { Gate } from './shell/gate';

/** The page and, while no session is open, the gate in front of it. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet, Gate],
  template: `
    <div [attr.inert]="gated() ? '' : null"><router-outlet /></div>
    @if (gated()) {
      <app-gate />
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  private readonly session = inject(Session);
  private readonly isPublic = inject(Identity).isPublic;
  protected readonly gated = computed(() => !this.isPublic && !this.session.isOpen());
}
