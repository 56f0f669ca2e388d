import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Language as LanguageCode } from '#contracts';
import { Session } from '../platform/identity/session';
import { KeyHelp } from '../platform/keys/key-help';
import { Language } from '../platform/language/language';
import { Theme, type ThemeChoice } from '../platform/look/theme';
import { fullName, initials } from '../platform/time/formats';
import { PhoneChip } from '../voice/phone/phone-chip';
import { StatusControl } from '../work/agents/status-control';
import { NotificationBell } from './notification-bell';

/** Who I am, what I am doing, what wants me, and how I like my screen. */
@Component({
  selector: 'app-top-bar',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatMenuModule,
    MatTooltipModule,
    RouterLink,
    TranslocoDirective,
    NotificationBell,
    PhoneChip,
    StatusControl,
  ],
  templateUrl: './top-bar.html',
  styleUrl: './top-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TopBar {
  readonly menuOpen = input(false);
  readonly menu = output();

  private readonly session = inject(Session);
  private readonly dialog = inject(MatDialog);
  private readonly themes = inject(Theme);
  protected readonly language = inject(Language).current;
  protected readonly theme = this.themes.current;
  protected readonly themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark'];
  protected readonly languages: readonly LanguageCode[] = ['pl', 'en'];
  protected readonly user = computed(() => this.session.me()?.user ?? null);
  protected readonly platform = computed(() => this.session.me()?.platform ?? null);
  protected readonly name = computed(() => fullName(this.user()));
  protected readonly initials = computed(() => initials(this.name()));
  protected readonly hasPhone = this.session.hasPhone;

  protected chooseTheme(choice: ThemeChoice): void {
    this.themes.choose(choice);
  }

  protected chooseLanguage(code: LanguageCode): void {
    void this.session.chooseLanguage(code);
  }

  protected showKeys(): void {
    this.dialog.open(KeyHelp, { width: '480px' });
  }

  protected signOut(): void {
    void this.session.signOut();
  }
}
