import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Trunk, TrunkRoute } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

/** By which trunks calls go out, in the order in which it is asked. */
@Component({
  selector: 'app-trunk-routes-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.trunkRoutes')"
      newLink="/trunk-routes/new"
      [newLabel]="t('trunkRoutes.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('trunkRoutes.empty')"
      [emptyHint]="t('trunkRoutes.emptyHint')"
    >
      <ng-template uiCell="active" [uiCellOf]="source.rows()" let-route>
        <ui-status-chip [tone]="route.active ? 'ok' : 'quiet'">{{
          t(route.active ? 'trunkRoutes.active' : 'trunkRoutes.inactive')
        }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrunkRoutesPage {
  private readonly trunks = names<Trunk>('/trunks', ({ title }) => title);
  private readonly campaigns = names<Named>('/campaigns', ({ name }) => name, inject(Session).may('campaigns.view'));
  protected readonly source = listSource<TrunkRoute>({ path: '/trunk-routes' });
  protected readonly columns: readonly ListColumn<TrunkRoute>[] = [
    {
      key: 'position',
      label: 'trunkRoutes.position',
      sort: 'position',
      numeric: true,
      text: ({ position }) => String(position),
    },
    { key: 'name', label: 'trunkRoutes.name', sort: 'name', text: ({ name }) => name },
    { key: 'prefixes', label: 'trunkRoutes.prefixes', text: ({ prefixes }) => prefixes.join(', ') },
    {
      key: 'campaign',
      label: 'trunkRoutes.campaign',
      text: ({ campaignId }) => (campaignId === null ? '' : this.campaigns.nameOf(campaignId)),
    },
    {
      key: 'trunks',
      label: 'trunkRoutes.trunks',
      text: ({ trunkIds }) => trunkIds.map((id) => this.trunks.nameOf(id)).join(' → '),
    },
    { key: 'active', label: 'trunkRoutes.state' },
  ];
  protected link = ({ id }: TrunkRoute): string => `/trunk-routes/${id}`;
}
