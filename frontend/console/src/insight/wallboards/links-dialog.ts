import { ChangeDetectionStrategy, Component, inject, resource, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CreatedWallboardLink, WallboardLink } from '#contracts';
import { EmptyState, ErrorState, Skeleton, TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';

/** Links by which screens show a board: made, copied once, revoked. */
@Component({
  selector: 'app-links-dialog',
  imports: [
    ReactiveFormsModule,
    MatButtonModule,
    MatDialogModule,
    MatIconModule,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    Skeleton,
    TextField,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('wallboards.links') }}</h2>
      <mat-dialog-content>
        <p class="muted">{{ t('wallboards.linksHint') }}</p>
        <form [formGroup]="form" (ngSubmit)="create()">
          <ui-text-field [control]="form.controls.name" [label]="t('wallboards.linkName')" />
          <button matButton="filled" type="submit" [disabled]="saving()">{{ t('wallboards.createLink') }}</button>
        </form>
        @if (created(); as address) {
          <div class="created" role="status">
            <p>{{ t('wallboards.linkOnce') }}</p>
            <code>{{ address }}</code>
            <button matButton type="button" (click)="copy(address)">
              <mat-icon svgIcon="copy" />{{ t('ui.copy') }}
            </button>
          </div>
        }
        @if (links.error()) {
          <ui-error-state [message]="problems.of(links.error())" (retry)="links.reload()" />
        } @else if (links.hasValue()) {
          <ul>
            @for (link of links.value(); track link.id) {
              <li>
                <span
                  ><b>{{ link.name }}</b
                  ><small class="muted">
                    {{ link.createdBy }}, {{ link.createdAt | instant }} ·
                    {{
                      link.lastShownAt
                        ? t('wallboards.lastShown') + ' ' + (link.lastShownAt | instant)
                        : t('wallboards.neverShown')
                    }}
                  </small></span
                >
                <button matButton type="button" (click)="revoke(link)">{{ t('wallboards.revoke') }}</button>
              </li>
            } @empty {
              <ui-empty-state icon="link" [title]="t('wallboards.noLinks')" />
            }
          </ul>
        } @else {
          <ui-skeleton [rows]="3" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="filled" mat-dialog-close>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    form {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: 12px;
      align-items: center;
      padding-top: 4px;
    }
    .created {
      margin: 12px 0;
      padding: 12px;
      border-radius: 8px;
      background: var(--cc-ok-container);
      color: var(--cc-ok);
    }
    .created p {
      margin: 0 0 8px;
    }
    code {
      display: block;
      overflow-wrap: anywhere;
    }
    ul {
      margin: 12px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      padding: 8px 0;
      border-bottom: 1px solid var(--cc-line);
    }
    small {
      display: block;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LinksDialog {
  private readonly boardId = inject<string>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly toasts = inject(Toasts);
  protected readonly problems = inject(ProblemText);
  private readonly path = `/wallboards/${this.boardId}/links`;

  protected readonly links = resource({ loader: () => this.api.all<WallboardLink>(this.path) });
  protected readonly created = signal<string | null>(null);
  protected readonly saving = signal(false);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
  });

  protected async create(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || this.saving()) return;
    this.saving.set(true);
    await this.toasts.try(async () => {
      const { token } = await this.api.post<CreatedWallboardLink>(this.path, this.form.getRawValue());
      this.created.set(`${location.origin}/wall#${token}`);
      this.form.reset();
      this.links.reload();
    });
    this.saving.set(false);
  }

  protected async copy(address: string): Promise<void> {
    await this.toasts.try(() => navigator.clipboard.writeText(address), 'ui.copied');
  }

  protected async revoke({ id, name }: WallboardLink): Promise<void> {
    if (await this.deletion.asked(`${this.path}/${id}`, name)) this.links.reload();
  }
}
