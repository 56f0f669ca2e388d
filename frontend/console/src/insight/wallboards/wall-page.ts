import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { QueueView, WallAgent, Wallboard, WallCampaign } from '#contracts';
import { EmptyState, Skeleton } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Realtime } from '../../platform/realtime/realtime';
import { LinkScreen } from './link-screen';
import { WallDisplay } from './wall-display';

/** One board over the whole screen: for who is signed in by its id, for a television by the link behind `#`. */
@Component({
  selector: 'app-wall-page',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, EmptyState, Skeleton, WallDisplay],
  providers: [LinkScreen],
  template: `
    <main *transloco="let t">
      <header>
        <h1>{{ board()?.name }}</h1>
        @if (byLink && !screen.connected() && !screen.ended()) {
          <p role="status"><mat-icon svgIcon="wifi" />{{ t('wallboards.noLine') }}</p>
        }
        <span class="spacer"></span>
        <button matIconButton (click)="fill()" [attr.aria-label]="t('wallboards.fullScreen')">
          <mat-icon svgIcon="fit" />
        </button>
        @if (id(); as id) {
          <a matIconButton [routerLink]="['/wallboards', id]" [attr.aria-label]="t('ui.back')">
            <mat-icon svgIcon="clear" />
          </a>
        }
      </header>
      @if (screen.ended() || own.error()) {
        <ui-empty-state icon="link" [title]="t('wallboards.gone')" [hint]="t('wallboards.goneHint')" />
      } @else if (board(); as board) {
        <app-wall-display
          [tiles]="board.tiles"
          [queues]="queues()"
          [agents]="agents()"
          [campaigns]="campaigns()"
          [loud]="true"
        />
      } @else {
        <ui-skeleton [rows]="6" />
      }
    </main>
  `,
  styles: `
    main {
      min-height: 100vh;
      box-sizing: border-box;
      padding: 16px 24px 24px;
      background: var(--mat-sys-surface);
    }
    header {
      display: flex;
      align-items: center;
      gap: 12px;
      margin-bottom: 12px;
    }
    header p {
      display: flex;
      align-items: center;
      gap: 6px;
      margin: 0;
      color: var(--cc-warn);
    }
    .spacer {
      flex: 1;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WallPage {
  readonly id = input<string>();
  private readonly api = inject(Api);
  protected readonly screen = inject(LinkScreen);
  private readonly token = location.hash.slice(1);
  /** The address behind `#` is a link of a board. */
  protected readonly byLink = this.token.startsWith('wall_');
  private readonly store = this.byLink ? this.screen.store : inject(Realtime).topic('wall');

  protected readonly own = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<Wallboard>(`/wallboards/${params}`),
  });
  protected readonly board = computed(() =>
    this.byLink ? this.screen.board() : this.own.hasValue() ? this.own.value() : null,
  );
  protected readonly queues = this.store.all<QueueView>('queue');
  protected readonly agents = this.store.all<WallAgent>('agent');
  protected readonly campaigns = this.store.all<WallCampaign>('campaign');

  constructor() {
    if (this.byLink) this.screen.start(this.token);
    else if (location.pathname === '/wall') this.screen.ended.set(true);
  }

  protected fill(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen().catch(() => undefined);
  }
}
