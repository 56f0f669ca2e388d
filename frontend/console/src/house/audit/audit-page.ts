import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AuditEntry, User } from '#contracts';
import { Cell, FilterDate, FilterSelect, type ListColumn } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { dayEnd, dayStart } from '../../platform/lists/day-filter';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { AuditDialog } from './audit-dialog';

/** Who did what and when: the journal, searched. */
@Component({
  selector: 'app-audit-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    Cell,
    FilterDate,
    FilterSelect,
    SourceList,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.audit')"
      [source]="source"
      [columns]="columns"
      [id]="key"
      [emptyTitle]="t('audit.empty')"
    >
      <ng-container filters ngProjectAs="[filters]">
        <ui-filter-date
          [label]="t('ui.from')"
          [value]="source.filter('from')"
          (changed)="source.setFilter('from', $event)"
        />
        <ui-filter-date [label]="t('ui.to')" [value]="source.filter('to')" (changed)="source.setFilter('to', $event)" />
        <ui-filter-select
          [label]="t('audit.actor')"
          [options]="users.options()"
          [value]="source.filter('actorId')"
          (changed)="source.setFilter('actorId', $event)"
        />
        @if (source.filter('stream'); as stream) {
          <span class="muted"
            >{{ t('audit.about') }} <code>{{ stream }}</code></span
          >
        }
      </ng-container>
      <ng-template uiCell="at" [uiCellOf]="source.rows()" let-entry
        ><time>{{ entry.at | instant: 'exact' }}</time></ng-template
      >
      <ng-template uiCell="stream" [uiCellOf]="source.rows()" let-entry>
        <button matButton class="stream" (click)="source.setFilter('stream', entry.stream)">{{ entry.stream }}</button>
      </ng-template>
      <ng-template uiCell="details" [uiCellOf]="source.rows()" let-entry>
        <button matIconButton (click)="show(entry)" [attr.aria-label]="t('audit.details')">
          <mat-icon svgIcon="info" />
        </button>
      </ng-template>
    </app-source-list>
  `,
  styles: `
    .stream {
      --mat-button-text-label-text-weight: 400;
      font-size: 12px;
      margin-left: -12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditPage {
  private readonly dialog = inject(MatDialog);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly users = names<User>('/users', ({ login }) => login, inject(Session).may('users.view'));
  protected readonly source = listSource<AuditEntry>({
    path: '/audit',
    sort: '-position',
    filters: ['from', 'to', 'actorId', 'stream', 'correlation'],
    toQuery: (filters) => ({ ...filters, from: dayStart(filters['from']), to: dayEnd(filters['to']) }),
  });
  protected readonly columns: readonly ListColumn<AuditEntry>[] = [
    { key: 'at', label: 'audit.at', sort: 'position' },
    {
      key: 'actor',
      label: 'audit.actor',
      text: ({ actor }) => actor.name ?? this.vocabulary.word('audit.actors', actor.kind),
    },
    { key: 'type', label: 'audit.what', text: ({ type }) => this.vocabulary.word('auditTypes', type) },
    { key: 'stream', label: 'audit.about' },
    { key: 'details', label: '' },
  ];
  protected key = ({ position }: AuditEntry): unknown => position;

  protected show(entry: AuditEntry): void {
    const opened = this.dialog.open<AuditDialog, AuditEntry, string>(AuditDialog, { data: entry, width: '640px' });
    opened.afterClosed().subscribe((correlation) => {
      if (correlation) this.source.setFilter('correlation', correlation);
    });
  }
}
