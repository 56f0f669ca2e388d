import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { RECONTACT_FOR, RECONTACT_STATES, type Recontact } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { partyOf } from './recontact-party';

/** Who is to be called again: one's own promises, and what is anybody's. */
@Component({
  selector: 'app-recontacts-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.recontacts')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('recontacts.empty')"
      [emptyHint]="t('recontacts.emptyHint')"
    >
      <a actions matButton routerLink="/recontacts/calendar"
        ><mat-icon svgIcon="schedule" />{{ t('recontacts.calendar') }}</a
      >
      <ng-container filters>
        <ui-filter-select
          [label]="t('recontacts.state')"
          [options]="words('recontactStates', states)"
          [value]="source.filter('state')"
          (changed)="source.setFilter('state', $event)"
        />
        <ui-filter-select
          [label]="t('recontacts.for')"
          [options]="words('recontactForList', whom)"
          [value]="source.filter('for')"
          (changed)="source.setFilter('for', $event)"
        />
      </ng-container>
      <ng-template uiCell="dueAt" [uiCellOf]="source.rows()" let-recontact>
        {{ recontact.dueAt | instant }}
        @if (isOverdue(recontact)) {
          <ui-status-chip tone="bad">{{ t('recontacts.overdue') }}</ui-status-chip>
        }
      </ng-template>
      <ng-template uiCell="agent" [uiCellOf]="source.rows()" let-recontact>
        {{ recontact.for === 'agent' ? recontact.agent?.name : t('recontacts.anyone') }}
      </ng-template>
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-recontact>
        @if (recontact.state === 'open') {
          <button matButton type="button" (click)="close(recontact, 'done', $event)">{{ t('recontacts.done') }}</button>
          <button matButton type="button" (click)="close(recontact, 'cancelled', $event)">
            {{ t('recontacts.cancel') }}
          </button>
        } @else {
          {{ t('recontactStates.' + recontact.state) }}
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecontactsPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly words = inject(Vocabulary).options;
  protected readonly states = RECONTACT_STATES;
  protected readonly whom = RECONTACT_FOR;
  protected readonly source = listSource<Recontact>({ path: '/recontacts', sort: 'dueAt', filters: ['state', 'for'] });
  protected readonly columns: readonly ListColumn<Recontact>[] = [
    { key: 'dueAt', label: 'recontacts.dueAt', sort: 'dueAt' },
    { key: 'party', label: 'recontacts.party', text: partyOf },
    { key: 'agent', label: 'recontacts.agent' },
    {
      key: 'classifier',
      label: 'recontacts.classifier',
      minor: true,
      text: ({ classifier }) => classifier?.name ?? '',
    },
    { key: 'note', label: 'recontacts.note', minor: true, text: ({ note }) => note },
    { key: 'state', label: 'recontacts.state' },
  ];

  protected link = ({ contact }: Recontact): string | null => contact && `/contacts/${contact.id}`;

  protected isOverdue({ state, dueAt }: Recontact): boolean {
    return state === 'open' && Date.parse(dueAt) < Date.now();
  }

  protected async close({ id, version }: Recontact, state: 'done' | 'cancelled', event: Event): Promise<void> {
    event.stopPropagation();
    event.preventDefault();
    await this.toasts.try(() => this.api.patch(`/recontacts/${id}`, { state, version }), 'ui.saved');
    await this.source.load();
  }
}
