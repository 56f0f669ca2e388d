import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ATTEMPT_OUTCOMES, type DialAttempt } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn } from '../../../../ui';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';

/** Every call of a campaign, the latest first. */
@Component({
  selector: 'app-campaign-attempts-page',
  imports: [TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('campaigns.attempts')"
      [back]="'/campaigns/' + id"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [searchable]="false"
      [emptyTitle]="t('campaigns.noAttempts')"
      [emptyHint]="t('campaigns.noAttemptsHint')"
    >
      <ui-filter-select
        filters
        [label]="t('campaigns.outcome')"
        [options]="outcomes()"
        [value]="source.filter('outcome')"
        (changed)="source.setFilter('outcome', $event)"
      />
      <ng-template uiCell="startedAt" [uiCellOf]="source.rows()" let-attempt>{{
        attempt.startedAt | instant
      }}</ng-template>
      <ng-template uiCell="outcome" [uiCellOf]="source.rows()" let-attempt>
        @if (attempt.outcome) {
          <ui-status-chip [tone]="attempt.outcome === 'connected' ? 'ok' : 'quiet'">{{
            t('attemptOutcomes.' + attempt.outcome)
          }}</ui-status-chip>
        } @else {
          <ui-status-chip tone="busy">{{ t('campaigns.underWay') }}</ui-status-chip>
        }
      </ng-template>
      <ng-template uiCell="class" [uiCellOf]="source.rows()" let-attempt>{{
        t('recordClasses.' + attempt.class)
      }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignAttemptsPage {
  private readonly vocabulary = inject(Vocabulary);
  protected readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id') ?? '';
  protected readonly source = listSource<DialAttempt>({
    path: `/campaigns/${this.id}/attempts`,
    sort: '-startedAt',
    filters: ['outcome'],
  });
  protected readonly columns: readonly ListColumn<DialAttempt>[] = [
    { key: 'startedAt', label: 'campaigns.startedAt', sort: 'startedAt' },
    { key: 'number', label: 'campaigns.number', text: ({ number }) => phoneText(number) },
    { key: 'callerId', label: 'campaigns.presented', minor: true, text: ({ callerId }) => phoneText(callerId) },
    { key: 'agent', label: 'campaigns.agent', text: ({ agent }) => agent?.name ?? '–' },
    { key: 'class', label: 'campaigns.class', minor: true },
    { key: 'outcome', label: 'campaigns.outcome' },
  ];

  protected link = ({ campaignId, recordId }: DialAttempt): string => `/campaigns/${campaignId}/records/${recordId}`;
  protected outcomes = () => this.vocabulary.options('attemptOutcomes', ATTEMPT_OUTCOMES);
}
