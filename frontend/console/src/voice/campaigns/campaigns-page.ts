import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { CAMPAIGN_KINDS, CAMPAIGN_STATES, type Campaign, type CampaignState } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { toneOf } from './campaign-look';

/** Campaigns that one may see, with their state. */
@Component({
  selector: 'app-campaigns-page',
  imports: [TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.campaigns')"
      [newLink]="mayManage ? '/campaigns/new' : null"
      [newLabel]="t('campaigns.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('campaigns.empty')"
      [emptyHint]="t('campaigns.emptyHint')"
    >
      <ng-container filters>
        <ui-filter-select
          [label]="t('campaigns.state')"
          [options]="words('campaignStates', states)"
          [value]="source.filter('state')"
          (changed)="source.setFilter('state', $event)"
        />
        <ui-filter-select
          [label]="t('campaigns.kind')"
          [options]="words('campaignKinds', kinds)"
          [value]="source.filter('kind')"
          (changed)="source.setFilter('kind', $event)"
        />
      </ng-container>
      <ng-template uiCell="kind" [uiCellOf]="source.rows()" let-campaign>{{
        t('campaignKinds.' + campaign.kind)
      }}</ng-template>
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-campaign>
        <ui-status-chip [tone]="tone(campaign.state)">{{ t('campaignStates.' + campaign.state) }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignsPage {
  protected readonly words = inject(Vocabulary).options;
  protected readonly mayManage = inject(Session).may('campaigns.manage');
  protected readonly states = CAMPAIGN_STATES;
  protected readonly kinds = CAMPAIGN_KINDS;
  protected readonly source = listSource<Campaign>({ path: '/campaigns', sort: 'name', filters: ['state', 'kind'] });
  protected readonly columns: readonly ListColumn<Campaign>[] = [
    { key: 'name', label: 'campaigns.name', sort: 'name', text: ({ name }) => name },
    { key: 'kind', label: 'campaigns.kind' },
    {
      key: 'priority',
      label: 'campaigns.priority',
      sort: 'priority',
      numeric: true,
      minor: true,
      text: ({ priority }) => priority,
    },
    { key: 'state', label: 'campaigns.state' },
  ];

  protected link = ({ id }: Campaign): string => `/campaigns/${id}`;
  protected tone = (state: CampaignState) => toneOf(state);
}
