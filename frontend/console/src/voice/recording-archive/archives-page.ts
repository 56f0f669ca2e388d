import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ArchiveTarget } from '#contracts';
import { Cell, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

/** How a target is, in one word. */
export function targetHealth({ active, lastError, lastOkAt }: ArchiveTarget): 'off' | 'broken' | 'works' | 'new' {
  if (!active) return 'off';
  if (lastError !== null) return 'broken';
  return lastOkAt === null ? 'new' : 'works';
}

export const HEALTH_TONES: Readonly<Record<ReturnType<typeof targetHealth>, Tone>> = {
  off: 'quiet',
  broken: 'bad',
  works: 'ok',
  new: 'quiet',
};

/** External resources that recordings are copied to: how each is, and how many copies wait. */
@Component({
  selector: 'app-archives-page',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, Cell, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.archives')"
      newLink="/archives/new"
      [newLabel]="t('archives.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [exportable]="false"
      [emptyTitle]="t('archives.empty')"
      [emptyHint]="t('archives.emptyHint')"
    >
      <a actions matButton routerLink="/recordings/checks"><mat-icon svgIcon="check" />{{ t('recordings.checks') }}</a>
      <ng-template uiCell="health" [uiCellOf]="source.rows()" let-row>
        <ui-status-chip [tone]="tones[health(row)]">{{ t('archives.health.' + health(row)) }}</ui-status-chip>
        @if (row.lastError) {
          <small class="muted error">{{ row.lastError }}</small>
        }
      </ng-template>
      <ng-template uiCell="lastOkAt" [uiCellOf]="source.rows()" let-row>{{
        row.lastOkAt ? (row.lastOkAt | instant) : '–'
      }}</ng-template>
    </app-source-list>
  `,
  styles: `
    .error {
      display: block;
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ArchivesPage {
  protected readonly tones = HEALTH_TONES;
  protected readonly health = targetHealth;
  protected readonly source = listSource<ArchiveTarget>({ path: '/recording-archives', sort: 'name' });
  protected readonly columns: readonly ListColumn<ArchiveTarget>[] = [
    { key: 'name', label: 'archives.name', sort: 'name', text: ({ name }) => name },
    {
      key: 'place',
      label: 'archives.place',
      text: ({ kind, host, port, path }) => (kind === 'sftp' ? `${host}:${port} ${path}` : path),
    },
    { key: 'health', label: 'archives.state' },
    { key: 'waiting', label: 'archives.waiting', numeric: true, text: ({ waiting }) => waiting },
    { key: 'done', label: 'archives.done', numeric: true, text: ({ done }) => done },
    { key: 'failed', label: 'archives.failed', numeric: true, text: ({ failed }) => failed },
    { key: 'lastOkAt', label: 'archives.lastOkAt', minor: true },
  ];

  protected link = ({ id }: ArchiveTarget): string => `/archives/${id}/copies`;
}
