import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { COPY_STATES, type ArchiveCopy, type ArchiveTarget } from '#contracts';
import { Cell, FilterSelect, PageHeader, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { bytesText, phoneText } from '../../platform/time/formats';
import { HEALTH_TONES, targetHealth } from './archives-page';

const TONES: Readonly<Record<ArchiveCopy['state'], Tone>> = { waiting: 'busy', done: 'ok', failed: 'bad' };

/** One target: its last error, and what became of each copy. */
@Component({
  selector: 'app-archive-copies-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterSelect,
    PageHeader,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="target()?.name ?? t('nav.archives')" back="/archives">
        <a matButton [routerLink]="['/archives', id]"><mat-icon svgIcon="settings" />{{ t('archives.settings') }}</a>
        <button matButton="filled" type="button" data-action="retry" (click)="retry()">
          <mat-icon svgIcon="refresh" />{{ t('archives.retry') }}
        </button>
      </ui-page-header>
      @if (target(); as found) {
        <p class="health">
          <ui-status-chip [tone]="tonesOfHealth[health(found)]">{{
            t('archives.health.' + health(found))
          }}</ui-status-chip>
          @if (found.lastOkAt) {
            <span class="muted">{{ t('archives.workedAt', { at: (found.lastOkAt | instant) }) }}</span>
          }
          @if (found.lastError) {
            <span class="error" role="status">{{ found.lastError }}</span>
            <span class="muted">{{ t('archives.nextAt', { at: (found.nextAt | instant: 'exact') }) }}</span>
          }
        </p>
      }
      <app-source-list
        [source]="source"
        [columns]="columns"
        [link]="link"
        [exportable]="false"
        [emptyTitle]="t('archives.noCopies')"
        [emptyHint]="t('archives.noCopiesHint')"
      >
        <ng-container filters ngProjectAs="[filters]">
          <ui-filter-select
            [label]="t('archives.state')"
            [options]="stateOptions()"
            [value]="source.filter('state')"
            (changed)="source.setFilter('state', $event)"
          />
        </ng-container>
        <ng-template uiCell="startedAt" [uiCellOf]="source.rows()" let-row
          ><time>{{ row.startedAt | instant }}</time></ng-template
        >
        <ng-template uiCell="state" [uiCellOf]="source.rows()" let-row>
          <ui-status-chip [tone]="tones[row.state]">{{ t('archives.copyStates.' + row.state) }}</ui-status-chip>
          @if (row.problem) {
            <small class="muted">{{ t('archives.copyProblems.' + row.problem) }}</small>
          }
        </ng-template>
        <ng-template uiCell="verifiedAt" [uiCellOf]="source.rows()" let-row>{{
          row.verifiedAt ? (row.verifiedAt | instant: 'exact') : ''
        }}</ng-template>
      </app-source-list>
    </ng-container>
  `,
  styles: `
    .health {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 12px;
      margin-bottom: 12px;
    }
    .error {
      color: var(--cc-bad);
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ArchiveCopiesPage {
  protected readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id') ?? '';
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly tones = TONES;
  protected readonly tonesOfHealth = HEALTH_TONES;
  protected readonly health = targetHealth;
  private readonly loaded = resource({
    loader: () => this.api.get<ArchiveTarget>(`/recording-archives/${this.id}`),
  });
  protected readonly target = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly source = listSource<ArchiveCopy>({
    path: `/recording-archives/${this.id}/copies`,
    sort: '-queuedAt',
    filters: ['state'],
  });
  protected readonly columns: readonly ListColumn<ArchiveCopy>[] = [
    { key: 'startedAt', label: 'calls.startedAt' },
    { key: 'number', label: 'archives.number', text: ({ number }) => phoneText(number) || '–' },
    { key: 'state', label: 'archives.state' },
    { key: 'path', label: 'archives.file', minor: true, text: ({ path }) => path ?? '' },
    {
      key: 'bytes',
      label: 'recordings.size',
      numeric: true,
      text: ({ bytes }) => (bytes === null ? '' : bytesText(bytes, this.language.locale)),
    },
    { key: 'attempts', label: 'archives.attempts', numeric: true, minor: true, text: ({ attempts }) => attempts },
    { key: 'verifiedAt', label: 'archives.verifiedAt' },
  ];

  protected link = ({ recordingId }: ArchiveCopy): string => `/recordings/${recordingId}`;
  protected readonly stateOptions = () => this.vocabulary.options('archives.copyStates', COPY_STATES);

  protected async retry(): Promise<void> {
    await this.toasts.try(() => this.api.post(`/recording-archives/${this.id}/retry`), 'archives.retried');
    this.loaded.reload();
  }
}
