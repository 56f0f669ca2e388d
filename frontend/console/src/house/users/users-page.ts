import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Role, User } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

export const ROLE_NAMES: readonly Role[] = ['administrator', 'supervisor', 'agent', 'light-agent', 'pbx-user'];
const STATES: readonly User['state'][] = ['invited', 'active', 'deactivated'];
export const STATE_TONES: Readonly<Record<User['state'], Tone>> = {
  invited: 'warn',
  active: 'ok',
  deactivated: 'quiet',
};

@Component({
  selector: 'app-users-page',
  imports: [TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <app-source-list
        [title]="t('nav.users')"
        [newLink]="mayManage ? '/users/new' : null"
        [newLabel]="t('users.new')"
        [source]="source"
        [columns]="columns"
        [link]="link"
        [emptyTitle]="t('users.empty')"
      >
        <ng-container filters ngProjectAs="[filters]">
          <ui-filter-select
            [label]="t('users.role')"
            [options]="roles()"
            [value]="source.filter('role')"
            (changed)="source.setFilter('role', $event)"
          />
          <ui-filter-select
            [label]="t('users.state')"
            [options]="states()"
            [value]="source.filter('state')"
            (changed)="source.setFilter('state', $event)"
          />
          <ui-filter-select
            [label]="t('users.group')"
            [options]="groups.options()"
            [value]="source.filter('groupId')"
            (changed)="source.setFilter('groupId', $event)"
          />
        </ng-container>
        <ng-template uiCell="role" [uiCellOf]="source.rows()" let-user>{{ t('roles.' + user.role) }}</ng-template>
        <ng-template uiCell="state" [uiCellOf]="source.rows()" let-user>
          <ui-status-chip [tone]="tones[user.state]">{{ t('userStates.' + user.state) }}</ui-status-chip>
        </ng-template>
        <ng-template uiCell="lastSignInAt" [uiCellOf]="source.rows()" let-user>
          @if (user.signedIn) {
            <ui-status-chip tone="ok" icon="check">{{ t('users.signedIn') }}</ui-status-chip>
          } @else {
            <time>{{ (user.lastSignInAt | instant) || '–' }}</time>
          }
        </ng-template>
      </app-source-list>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UsersPage {
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = inject(Session).may('users.manage');
  protected readonly groups = names<{ id: string; name: string }>(
    '/groups',
    ({ name }) => name,
    inject(Session).may('groups.view'),
  );
  protected readonly source = listSource<User>({
    path: '/users',
    sort: 'lastName',
    filters: ['role', 'state', 'groupId'],
  });
  protected readonly tones = STATE_TONES;
  protected readonly columns: readonly ListColumn<User>[] = [
    {
      key: 'name',
      label: 'users.name',
      sort: 'lastName',
      text: ({ firstName, lastName }) => `${lastName} ${firstName}`,
    },
    { key: 'login', label: 'users.login', sort: 'login', text: ({ login }) => login },
    { key: 'role', label: 'users.role' },
    { key: 'extension', label: 'users.extension', numeric: true, text: ({ extension }) => extension },
    { key: 'state', label: 'users.state' },
    { key: 'lastSignInAt', label: 'users.lastSignIn', minor: true },
  ];

  protected link = ({ id }: User): string => `/users/${id}`;
  protected readonly roles = () => this.vocabulary.options('roles', ROLE_NAMES);
  protected readonly states = () => this.vocabulary.options('userStates', STATES);
}
