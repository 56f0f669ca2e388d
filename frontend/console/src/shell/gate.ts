import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';
import { Identity } from '../platform/identity/identity';
import { Session } from '../platform/identity/session';

/** Why nobody gets in right now, and what to do about it. */
@Component({
  selector: 'app-gate',
  imports: [MatButtonModule, MatIconModule, MatProgressBarModule, TranslocoDirective],
  templateUrl: './gate.html',
  styleUrl: './gate.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Gate {
  private readonly session = inject(Session);
  private readonly identity = inject(Identity);
  protected readonly state = this.session.state;
  protected readonly me = this.session.me;
  protected readonly working = signal(false);
  protected readonly isTakeOver = computed(() => ['elsewhere', 'ended'].includes(this.state().kind));

  protected async enter(): Promise<void> {
    this.working.set(true);
    if (this.identity.failure()) await this.identity.signInAgain();
    else await this.session.start(this.isTakeOver());
    this.working.set(false);
  }

  protected signOut(): void {
    void this.identity.signOut();
  }
}
