import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';
import type { RecordingExport } from '#contracts';
import { Cell, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { whileOpen } from '../../platform/lists/while-open';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { bytesText } from '../../platform/time/formats';

const TONES: Readonly<Record<RecordingExport['state'], Tone>> = {
  waiting: 'quiet',
  running: 'busy',
  done: 'ok',
  failed: 'bad',
  cancelled: 'quiet',
  expired: 'quiet',
};
const LOOK_MS = 1500;

/** Archives that one asked for: how far they are, and where to get them. */
@Component({
  selector: 'app-recording-exports-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatProgressBarModule,
    TranslocoDirective,
    Cell,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('recordings.exports')"
      back="/recordings"
      [source]="source"
      [columns]="columns"
      [searchable]="false"
      [exportable]="false"
      [emptyTitle]="t('recordings.noExports')"
      [emptyHint]="t('recordings.noExportsHint')"
    >
      <ng-template uiCell="askedAt" [uiCellOf]="source.rows()" let-row
        ><time>{{ row.askedAt | instant }}</time></ng-template
      >
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-row>
        <ui-status-chip [tone]="tones[row.state]" [attr.data-state]="row.state">{{
          t('recordings.exportStates.' + row.state)
        }}</ui-status-chip>
        @if (row.problem) {
          <small class="muted">{{ t('recordings.exportProblems.' + row.problem) }}</small>
        }
      </ng-template>
      <ng-template uiCell="done" [uiCellOf]="source.rows()" let-row>
        <span class="tabular">{{ row.state === 'done' ? row.total : row.done }} / {{ row.total }}</span>
        @if (row.state === 'running') {
          <mat-progress-bar
            mode="determinate"
            [value]="(row.done / row.total) * 100"
            [attr.aria-label]="t('recordings.progress')"
          />
        }
      </ng-template>
      <ng-template uiCell="expiresAt" [uiCellOf]="source.rows()" let-row>{{
        row.expiresAt ? (row.expiresAt | instant: 'date') : ''
      }}</ng-template>
      <ng-template uiCell="actions" [uiCellOf]="source.rows()" let-row>
        @if (row.state === 'done') {
          <button matButton type="button" data-action="download" (click)="download(row)">
            <mat-icon svgIcon="download" />{{ t('recordings.download') }}
          </button>
        } @else if (busy(row)) {
          <button matButton type="button" data-action="cancel" (click)="cancel(row)">
            <mat-icon svgIcon="clear" />{{ t('ui.cancel') }}
          </button>
        }
      </ng-template>
    </app-source-list>
  `,
  styles: `
    mat-progress-bar {
      width: 120px;
      margin-top: 4px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingExportsPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  protected readonly tones = TONES;
  protected readonly source = listSource<RecordingExport>({ path: '/recording-exports', sort: '-askedAt' });
  protected readonly columns: readonly ListColumn<RecordingExport>[] = [
    { key: 'askedAt', label: 'recordings.askedAt' },
    { key: 'state', label: 'recordings.state' },
    { key: 'done', label: 'recordings.packed' },
    {
      key: 'bytes',
      label: 'recordings.size',
      numeric: true,
      text: ({ bytes }) => (bytes === null ? '' : bytesText(bytes, this.language.locale)),
    },
    { key: 'expiresAt', label: 'recordings.expiresAt', minor: true },
    { key: 'actions', label: '' },
  ];

  constructor() {
    whileOpen(LOOK_MS, () => {
      if (this.source.state() === 'ready' && this.source.rows().some((each) => this.busy(each)))
        void this.source.load();
    });
  }

  protected readonly busy = ({ state }: RecordingExport): boolean => state === 'waiting' || state === 'running';

  protected download({ id }: RecordingExport): void {
    void this.toasts.try(() => this.api.exportFile(`/recording-exports/${id}/file`, {}, 'application/zip'));
  }

  protected async cancel({ id }: RecordingExport): Promise<void> {
    await this.toasts.try(() => this.api.post(`/recording-exports/${id}/cancel`));
    await this.source.load();
  }
}
