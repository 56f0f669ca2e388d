import { ChangeDetectionStrategy, Component, inject, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SavedView } from '#contracts';
import { Deletion } from '../forms/deletion';
import { Api } from '../http/api';
import { SaveViewDialog } from './save-view-dialog';

/** The menu of a list's or report's saved views: open one, keep what is shown, forget an own one. */
@Component({
  selector: 'app-saved-views',
  imports: [MatButtonModule, MatIconModule, MatMenuModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <button matButton type="button" [matMenuTriggerFor]="menu" (menuOpened)="refresh()">
        <mat-icon svgIcon="star" />{{ t('views.title') }}
      </button>
      <mat-menu #menu="matMenu">
        @for (view of views.value() ?? []; track view.id) {
          <button mat-menu-item (click)="open(view)">
            {{ view.name }}
            @if (!view.mine) {
              <small class="muted"> {{ view.owner.name }}</small>
            }
          </button>
        } @empty {
          <button mat-menu-item disabled>{{ t('views.empty') }}</button>
        }
        <button mat-menu-item (click)="save()"><mat-icon svgIcon="add" />{{ t('views.save') }}</button>
        @if (mine().length > 0) {
          <button mat-menu-item [matMenuTriggerFor]="forget">
            <mat-icon svgIcon="delete" />{{ t('views.forget') }}
          </button>
        }
      </mat-menu>
      <mat-menu #forget="matMenu">
        @for (view of mine(); track view.id) {
          <button mat-menu-item (click)="remove(view)">{{ view.name }}</button>
        }
      </mat-menu>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SavedViews {
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly path = this.here().path;
  private readonly turn = signal(0);
  protected readonly views = resource({
    params: () => ({ path: this.path, turn: this.turn() }),
    loader: ({ params }) => this.api.get<SavedView[]>('/views', { path: params.path }),
  });

  protected mine(): readonly SavedView[] {
    return (this.views.value() ?? []).filter(({ mine }) => mine);
  }

  protected refresh(): void {
    this.turn.update((turn) => turn + 1);
  }

  /** The page reads its address once: it is left and entered anew. */
  protected async open({ path, query }: SavedView): Promise<void> {
    await this.router.navigateByUrl('/forbidden', { skipLocationChange: true });
    await this.router.navigateByUrl(query ? `${path}?${query}` : path);
  }

  protected save(): void {
    this.dialog.open(SaveViewDialog, { data: this.here(), width: '420px' });
  }

  protected async remove({ id, name }: SavedView): Promise<void> {
    await this.deletion.asked(`/views/${id}`, name);
  }

  private here(): { path: string; query: string } {
    const [path = '/', query = ''] = this.router.url.split('#')[0]?.split('?') ?? [];
    return { path, query };
  }
}
