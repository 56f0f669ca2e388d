import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { RecordingCheck } from '#contracts';
import { Cell, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { whileOpen } from '../../platform/lists/while-open';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';

const LOOK_MS = 1500;

/** Whether anything was changed: checks of the chain of recordings, with what each found. */
@Component({
  selector: 'app-recording-checks-page',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, Cell, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('recordings.checks')"
      back="/archives"
      [source]="source"
      [columns]="columns"
      [searchable]="false"
      [exportable]="false"
      [emptyTitle]="t('recordings.noChecks')"
      [emptyHint]="t('recordings.noChecksHint')"
    >
      <button actions matButton="filled" type="button" data-action="check" (click)="check()">
        <mat-icon svgIcon="check" />{{ t('recordings.check') }}
      </button>
      <ng-template uiCell="askedAt" [uiCellOf]="source.rows()" let-row
        ><time>{{ row.askedAt | instant }}</time></ng-template
      >
      <ng-template uiCell="result" [uiCellOf]="source.rows()" let-row>
        <ui-status-chip [tone]="tone(row)" [attr.data-result]="result(row)">{{
          t('recordings.checkResults.' + result(row))
        }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="findings" [uiCellOf]="source.rows()" let-row>
        @for (finding of row.findings; track $index) {
          <span class="finding">
            <a [routerLink]="['/recordings', finding.recordingId]">{{
              t('recordings.checkProblems.' + finding.problem)
            }}</a>
            @if (finding.place) {
              <small class="muted tabular">#{{ finding.place }}</small>
            }
          </span>
        }
      </ng-template>
    </app-source-list>
  `,
  styles: `
    .finding {
      display: block;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingChecksPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly source = listSource<RecordingCheck>({ path: '/recording-checks', sort: '-askedAt' });
  protected readonly columns: readonly ListColumn<RecordingCheck>[] = [
    { key: 'askedAt', label: 'recordings.askedAt' },
    { key: 'result', label: 'recordings.checkResult' },
    { key: 'links', label: 'recordings.links', numeric: true, text: ({ links }) => links },
    { key: 'sounds', label: 'recordings.sounds', numeric: true, text: ({ sounds }) => sounds },
    { key: 'findings', label: 'recordings.findings' },
    { key: 'askedBy', label: 'recordings.askedBy', minor: true, text: ({ askedBy }) => askedBy.name },
  ];

  constructor() {
    whileOpen(LOOK_MS, () => {
      const runs = this.source.rows().some(({ state }) => state === 'running');
      if (runs && this.source.state() === 'ready') void this.source.load();
    });
  }

  protected result({ state, findings }: RecordingCheck): 'running' | 'whole' | 'changed' {
    if (state === 'running') return state;
    return findings.length === 0 ? 'whole' : 'changed';
  }

  protected tone(check: RecordingCheck): Tone {
    return ({ running: 'busy', whole: 'ok', changed: 'bad' } as const)[this.result(check)];
  }

  protected async check(): Promise<void> {
    await this.toasts.try(() => this.api.post('/recording-checks'));
    await this.source.load();
  }
}
