import { BreakpointObserver } from '@angular/cdk/layout';
import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import { Session } from '../platform/identity/session';
import { KeyHelp } from '../platform/keys/key-help';
import { Keys } from '../platform/keys/keys';
import { MessageDock } from '../house/messages/message-dock';
import { IncomingElsewhere } from '../voice/desk/incoming-elsewhere';
import { KeepAwake } from '../voice/phone/keep-awake';
import { ConnectionBanner } from './connection-banner';
import { sectionsFor } from './navigation';
import { TopBar } from './top-bar';

const STORED_UNDER = 'centrala.navigation';

/** Top bar, navigation and the page. */
@Component({
  selector: 'app-shell',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    TranslocoDirective,
    ConnectionBanner,
    IncomingElsewhere,
    MessageDock,
    TopBar,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Shell {
  private readonly session = inject(Session);
  private readonly wide = signal(localStorage.getItem(STORED_UNDER) === 'wide');
  private readonly drawer = signal(false);

  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 720px)')
      .pipe(map(({ matches }) => matches)),
    { initialValue: false },
  );
  protected readonly sections = computed(() =>
    sectionsFor(
      (permission) => this.session.may(permission),
      this.session.hasPhone(),
      (feature) => this.session.has(feature),
    ),
  );
  protected readonly hasPhone = this.session.hasPhone;
  protected readonly open = computed(() => (this.narrow() ? this.drawer() : this.wide()));

  constructor() {
    const keys = inject(Keys);
    const dialog = inject(MatDialog);
    inject(KeepAwake);
    effect(() => {
      if (keys.helpAsked() > 0 && dialog.openDialogs.length === 0) dialog.open(KeyHelp, { width: '480px' });
    });
    inject(Router)
      .events.pipe(filter((event) => event instanceof NavigationEnd))
      .subscribe(() => this.drawer.set(false));
  }

  protected toggle(): void {
    if (this.narrow()) {
      this.drawer.update((open) => !open);
      return;
    }
    this.wide.update((wide) => !wide);
    localStorage.setItem(STORED_UNDER, this.wide() ? 'wide' : 'rail');
  }

  protected close(): void {
    this.drawer.set(false);
  }
}
