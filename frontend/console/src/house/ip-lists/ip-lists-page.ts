import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { IpList, User } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { IfFeature } from '../../platform/identity/if-feature';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-ip-lists-page',
  imports: [TranslocoDirective, Cell, IfFeature, SourceList],
  template: `
    <ng-container *transloco="let t">
      <ng-template #notOrdered
        ><p class="card not-ordered muted">{{ t('problems.feature-not-in-order') }}</p></ng-template
      >
      <ng-container *appFeature="'ip-address-limiting'; else notOrdered" />
      <app-source-list
        [title]="t('nav.ipLists')"
        [newLink]="isOrdered() ? '/ip-lists/new' : null"
        [newLabel]="t('ipLists.new')"
        [source]="source"
        [columns]="columns"
        [link]="link"
        [searchable]="false"
        [exportable]="false"
        [emptyTitle]="t('ipLists.empty')"
        [emptyHint]="t('ipLists.emptyHint')"
      >
        <ng-template uiCell="scope" [uiCellOf]="source.rows()" let-list>
          {{ t('ipLists.scopes.' + list.scope.kind) }}
          @if (list.scope.kind === 'role') {
            · {{ t('roles.' + list.scope.role) }}
          } @else if (list.scope.kind === 'user') {
            · {{ users.nameOf(list.scope.userId) }}
          }
        </ng-template>
      </app-source-list>
    </ng-container>
  `,
  styles: `
    .not-ordered {
      margin-bottom: 12px;
      padding: 12px 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IpListsPage {
  private readonly session = inject(Session);
  protected readonly isOrdered = computed(() => this.session.has('ip-address-limiting'));
  protected readonly users = names<User>('/users', ({ login }) => login, this.session.may('users.view'));
  protected readonly source = listSource<IpList>({ path: '/ip-lists' });
  protected readonly columns: readonly ListColumn<IpList>[] = [
    { key: 'scope', label: 'ipLists.scope' },
    { key: 'ranges', label: 'ipLists.ranges', text: ({ ranges }) => ranges.join(', ') },
  ];
  protected link = ({ id }: IpList): string => `/ip-lists/${id}`;
}
