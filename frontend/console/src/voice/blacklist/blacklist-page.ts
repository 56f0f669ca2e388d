import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { BLACKLIST_DIRECTIONS, BLACKLIST_KINDS, type BlacklistEntry } from '#contracts';
import { Cell, FilterSelect, type ListColumn } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';
import { ImportDialog } from './import-dialog';

@Component({
  selector: 'app-blacklist-page',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, Cell, FilterSelect, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.blacklist')"
      [newLink]="mayEdit ? '/blacklist/new' : null"
      [newLabel]="t('blacklist.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('blacklist.empty')"
      [emptyHint]="t('blacklist.emptyHint')"
    >
      @if (mayEdit) {
        <button actions matButton type="button" (click)="import()">
          <mat-icon svgIcon="up" />{{ t('blacklist.import') }}
        </button>
      }
      <ng-container filters>
        <ui-filter-select
          [label]="t('blacklist.kind')"
          [options]="words('blacklistKinds', kinds)"
          [value]="source.filter('kind')"
          (changed)="source.setFilter('kind', $event)"
        />
        <ui-filter-select
          [label]="t('blacklist.direction')"
          [options]="words('blacklistDirections', directions)"
          [value]="source.filter('direction')"
          (changed)="source.setFilter('direction', $event)"
        />
        @if (campaigns.options().length > 0) {
          <ui-filter-select
            [label]="t('blacklist.campaign')"
            [options]="campaigns.options()"
            [value]="source.filter('campaignId')"
            (changed)="source.setFilter('campaignId', $event)"
          />
        }
      </ng-container>
      <ng-template uiCell="value" [uiCellOf]="source.rows()" let-entry>{{ text(entry) }}</ng-template>
      <ng-template uiCell="direction" [uiCellOf]="source.rows()" let-entry>
        {{ t('blacklistDirections.' + entry.direction) }}
      </ng-template>
      <ng-template uiCell="where" [uiCellOf]="source.rows()" let-entry>
        {{ entry.campaignIds.length === 0 ? t('blacklist.everywhere') : campaignNames(entry) }}
      </ng-template>
      <ng-template uiCell="expiresAt" [uiCellOf]="source.rows()" let-entry>
        {{ entry.expiresAt ? (entry.expiresAt | instant) : t('blacklist.never') }}
      </ng-template>
      <ng-template uiCell="addedAt" [uiCellOf]="source.rows()" let-entry>{{ entry.addedAt | instant }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BlacklistPage {
  private readonly dialog = inject(MatDialog);
  private readonly transloco = inject(TranslocoService);
  protected readonly words = inject(Vocabulary).options;
  private readonly session = inject(Session);
  protected readonly mayEdit = this.session.may('blacklist.manage');
  protected readonly campaigns = names<Named>('/campaigns', ({ name }) => name, this.session.may('campaigns.view'));
  protected readonly kinds = BLACKLIST_KINDS;
  protected readonly directions = BLACKLIST_DIRECTIONS;
  protected readonly source = listSource<BlacklistEntry>({
    path: '/blacklist',
    sort: '-addedAt',
    filters: ['kind', 'direction', 'campaignId'],
  });
  protected readonly columns: readonly ListColumn<BlacklistEntry>[] = [
    { key: 'value', label: 'blacklist.value', sort: 'value' },
    { key: 'direction', label: 'blacklist.direction' },
    { key: 'where', label: 'blacklist.where' },
    { key: 'reason', label: 'blacklist.reason', text: ({ reason }) => reason },
    { key: 'expiresAt', label: 'blacklist.expiresAt', sort: 'expiresAt' },
    { key: 'addedBy', label: 'blacklist.addedBy', minor: true, text: ({ addedBy }) => addedBy.name ?? '–' },
    { key: 'addedAt', label: 'blacklist.addedAt', sort: 'addedAt', minor: true },
  ];

  protected link = ({ id }: BlacklistEntry): string | null => (this.mayEdit ? `/blacklist/${id}` : null);

  protected text({ kind, value }: BlacklistEntry): string {
    if (kind === 'class') return this.transloco.translate(`blacklistClasses.${value}`);
    return kind === 'prefix' ? `${value}…` : phoneText(value);
  }

  protected campaignNames = ({ campaignIds }: BlacklistEntry): string =>
    campaignIds.map((id) => this.campaigns.nameOf(id)).join(', ');

  protected import(): void {
    this.dialog
      .open<ImportDialog, undefined, boolean>(ImportDialog, { width: '560px' })
      .afterClosed()
      .subscribe((added) => {
        if (added) void this.source.load();
      });
  }
}
