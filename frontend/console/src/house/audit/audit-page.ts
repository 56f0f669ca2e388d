import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AuditEntry, InboundNumber, User } from '#contracts';
import { Cell, FilterDate, FilterSelect, type ListColumn } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { dayEnd, dayStart } from '../../platform/lists/day-filter';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { fullName, phoneText } from '../../platform/time/formats';
import { AuditDialog } from './audit-dialog';
import { subjectText } from './audit-subject';

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
            >{{ t('audit.about') }} <strong>{{ subject(stream) }}</strong></span
          >
        }
      </ng-container>
      <ng-template uiCell="at" [uiCellOf]="source.rows()" let-entry
        ><time>{{ entry.at | instant: 'exact' }}</time></ng-template
      >
      <ng-template uiCell="stream" [uiCellOf]="source.rows()" let-entry>
        <button matButton class="stream" (click)="source.setFilter('stream', entry.stream)">
          {{ subject(entry.stream) }}
        </button>
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
  private readonly session = inject(Session);
  protected readonly users = names<User>('/users', ({ login }) => login, this.session.may('users.view'));
  private readonly people = names<User>('/users', fullName, this.session.may('users.view'));
  private readonly things = {
    user: this.people,
    agent: this.people,
    workstation: this.people,
    'agent-skills': this.people,
    queuenumbers: names<Named>('/queues/names', ({ name }) => name, this.session.may('calls.take')),
    queue: names<Named>('/queues', ({ name }) => name, this.session.may('queues.view')),
    group: names<Named>('/groups', ({ name }) => name, this.session.may('groups.view')),
    classifier: names<Named>('/classifiers', ({ name }) => name, this.session.may('classifiers.view')),
    number: names<InboundNumber>('/numbers', ({ number }) => phoneText(number), this.session.may('numbers.manage')),
  };
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

  protected subject(stream: string): string {
    return subjectText(
      stream,
      (kind) => this.vocabulary.word('audit.streams', kind),
      (kind, id) => this.things[kind as keyof typeof this.things]?.all().find((each) => each.id === id)?.name ?? null,
    );
  }

  protected show(entry: AuditEntry): void {
    const opened = this.dialog.open<AuditDialog, AuditEntry, string>(AuditDialog, { data: entry, width: '640px' });
    opened.afterClosed().subscribe((correlation) => {
      if (correlation) this.source.setFilter('correlation', correlation);
    });
  }
}
