import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignRecord } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';

/** Whom a campaign calls; each leads to why he was called or is not. */
@Component({
  selector: 'app-campaign-records-page',
  imports: [TranslocoDirective, Cell, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('campaigns.records')"
      [back]="'/campaigns/' + id"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('campaigns.noRecords')"
      [emptyHint]="t('campaigns.noRecordsHint')"
    >
      <ng-template uiCell="createdAt" [uiCellOf]="source.rows()" let-record>{{
        record.createdAt | instant
      }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignRecordsPage {
  protected readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id') ?? '';
  protected readonly source = listSource<CampaignRecord>({
    path: '/records',
    sort: '-createdAt',
    fixed: { campaignId: this.id },
  });
  protected readonly columns: readonly ListColumn<CampaignRecord>[] = [
    { key: 'person', label: 'campaigns.person', text: ({ contact }) => personOf(contact) },
    { key: 'phones', label: 'campaigns.phones', text: ({ contact }) => contact.phones.map(phoneText).join(', ') },
    { key: 'priority', label: 'campaigns.priority', numeric: true, minor: true, text: ({ priority }) => priority },
    { key: 'externalKey', label: 'campaigns.externalKey', minor: true, text: ({ externalKey }) => externalKey ?? '–' },
    { key: 'source', label: 'campaigns.source', minor: true, text: ({ source }) => this.sourceOf(source) },
    { key: 'createdAt', label: 'campaigns.added', sort: 'createdAt' },
  ];

  private readonly vocabulary = inject(Vocabulary);

  private sourceOf = ({ kind, name }: CampaignRecord['source']): string =>
    kind === 'manual' ? this.vocabulary.word('records', 'byHand') : name;

  protected link = ({ id }: CampaignRecord): string => `/campaigns/${this.id}/records/${id}`;
}

/** The person's name, or the company's. */
export const personOf = ({ firstName, lastName, company }: CampaignRecord['contact']): string =>
  `${firstName} ${lastName}`.trim() || company || '–';
