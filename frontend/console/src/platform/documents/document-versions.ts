import { ChangeDetectionStrategy, Component, inject, input, output, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { DocumentVersion } from '#contracts';
import { ask, StatusChip } from '../../../../ui';
import { Api } from '../http/api';
import { Toasts } from '../look/toasts';
import { InstantPipe } from '../time/format-pipes';

/** What was published when and by whom, and the way back to any of it. */
@Component({
  selector: 'app-document-versions',
  imports: [MatButtonModule, TranslocoDirective, StatusChip, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('documents.versions') }}</h2>
      <ul>
        @for (version of versions.hasValue() ? versions.value() : []; track version.number) {
          <li>
            <strong class="tabular">{{ version.number }}</strong>
            <span>{{ version.publishedAt | instant }}</span>
            <span class="muted">{{ version.publishedBy?.name }} {{ version.note }}</span>
            @if (version.live) {
              <ui-status-chip tone="ok" icon="check">{{ t('documents.live') }}</ui-status-chip>
            } @else if (mayManage()) {
              <button matButton type="button" (click)="activate(version)">{{ t('documents.activate') }}</button>
            }
          </li>
        } @empty {
          <li class="muted">{{ t('documents.noVersions') }}</li>
        }
      </ul>
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
      grid-column: 1 / -1;
    }
    h2 {
      font-size: 16px;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 16px;
      min-height: 40px;
      border-top: 1px solid var(--cc-line);
    }
    li .muted {
      flex: 1;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DocumentVersions {
  /** Of the document in the API: `/scripts/<id>`. */
  readonly path = input.required<string>();
  /** Of the live one: a new one was published, so the list is asked for again. */
  readonly live = input.required<number | null>();
  readonly mayManage = input(false);
  readonly activated = output();
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly versions = resource({
    params: () => ({ path: this.path(), live: this.live() }),
    loader: ({ params }) => this.api.all<DocumentVersion>(`${params.path}/versions`),
  });

  protected async activate({ number }: DocumentVersion): Promise<void> {
    const t = (key: string): string => this.transloco.translate(key, { number });
    const answer = await ask<'no' | 'yes'>(this.dialog, {
      title: t('documents.activateTitle'),
      text: t('documents.activateText'),
      choices: [
        { answer: 'no', label: t('ui.cancel') },
        { answer: 'yes', label: t('documents.activate') },
      ],
    });
    if (answer !== 'yes') return;
    const path = `${this.path()}/versions/${number}/activate`;
    if (await this.toasts.try(() => this.api.post(path), 'documents.activated')) this.activated.emit();
  }
}
