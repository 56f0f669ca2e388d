import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { SCRIPT_RUN_STATES, type Script, type ScriptFieldName, type ScriptResult, type User } from '#contracts';
import { Cell, FilterDate, FilterSelect, type ListColumn, type Option } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { dayOf, fullName, phoneText } from '../../platform/time/formats';
import { answerText } from './call-scripts';

const MONTH_MS = 30 * 86_400_000;

/** What was answered in one script: by period, place, agent and answer, with the conversations behind it, also as a file. */
@Component({
  selector: 'app-script-results-page',
  imports: [TranslocoDirective, Cell, FilterDate, FilterSelect, SourceList, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      @let list = source;
      <app-source-list
        [title]="t('scripts.resultsOf', { name: title() })"
        [back]="'/scripts/' + id"
        [source]="list"
        [columns]="columns"
        [link]="link"
        [searchable]="false"
        [emptyTitle]="t('scripts.noResults')"
        [emptyHint]="t('scripts.noResultsHint')"
      >
        <ng-container filters ngProjectAs="[filters]">
          <ui-filter-date
            [label]="t('ui.from')"
            [value]="list.filter('from')"
            (changed)="list.setFilter('from', $event)"
          />
          <ui-filter-date [label]="t('ui.to')" [value]="list.filter('to')" (changed)="list.setFilter('to', $event)" />
          @for (filter of filters(); track filter.name) {
            <ui-filter-select
              [label]="t(filter.label)"
              [options]="filter.options"
              [value]="list.filter(filter.name)"
              (changed)="list.setFilter(filter.name, $event)"
            />
          }
        </ng-container>
        <ng-template uiCell="at" [uiCellOf]="list.rows()" let-row>{{ row.at | instant }}</ng-template>
      </app-source-list>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptResultsPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly vocabulary = inject(Vocabulary);
  private readonly words = this.vocabulary.options;
  protected readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id') ?? '';
  private readonly queues = names<Named>('/queues/names', ({ name }) => name);
  private readonly campaigns = names<Named>('/campaigns', ({ name }) => name, this.session.may('campaigns.view'));
  private readonly agents = names<User>('/users', fullName, this.session.may('users.view'));
  private readonly script = resource({ loader: () => this.api.get<Script>(`/scripts/${this.id}`) });
  private readonly fields = resource({ loader: () => this.api.get<ScriptFieldName[]>(`/scripts/${this.id}/fields`) });
  protected readonly title = computed(() => (this.script.hasValue() ? this.script.value().name : ''));
  protected readonly source = listSource<ScriptResult>({
    path: `/scripts/${this.id}/runs`,
    sort: '-at',
    filters: ['from', 'to', 'queueId', 'campaignId', 'agentId', 'state', 'fieldId', 'answer'],
    toQuery: (filters) => {
      const now = Date.now();
      return { ...filters, from: filters['from'] ?? dayOf(now - MONTH_MS), to: filters['to'] ?? dayOf(now) };
    },
  });
  protected readonly columns: readonly ListColumn<ScriptResult>[] = [
    { key: 'at', label: 'scripts.at', sort: 'at' },
    { key: 'number', label: 'scripts.number', text: ({ number }) => phoneText(number) || '–' },
    { key: 'place', label: 'scripts.place', text: ({ campaign, queue }) => campaign?.name ?? queue?.name ?? '–' },
    { key: 'agent', label: 'scripts.agent', text: ({ agent }) => agent?.name ?? '–' },
    {
      key: 'outcome',
      label: 'scripts.summary',
      text: ({ outcome, state }) => outcome ?? this.vocabulary.word('scripts.states', state),
    },
    {
      key: 'answers',
      label: 'scripts.answersTitle',
      text: ({ answers }) =>
        answers.map(({ label, value }) => `${label}: ${answerText(value, this.vocabulary)}`).join(' · ') || '–',
    },
  ];
  protected readonly filters = computed((): { name: string; label: string; options: readonly Option<string>[] }[] => [
    { name: 'queueId', label: 'scripts.queue', options: this.queues.options() },
    { name: 'campaignId', label: 'scripts.campaign', options: this.campaigns.options() },
    { name: 'agentId', label: 'scripts.agent', options: this.agents.options() },
    { name: 'state', label: 'scripts.state', options: this.words('scripts.states', SCRIPT_RUN_STATES) },
    { name: 'fieldId', label: 'scripts.field', options: this.asked().map(({ id, label }) => ({ value: id, label })) },
    { name: 'answer', label: 'scripts.value', options: this.given() },
  ]);
  protected link = ({ callId }: ScriptResult): string => `/calls/${callId}`;

  /** Questions whose answers can be chosen from. */
  private asked(): readonly ScriptFieldName[] {
    const all = this.fields.hasValue() ? this.fields.value() : [];
    return all.filter(({ kind }) => ['choice', 'many', 'yes-no'].includes(kind));
  }

  private given(): Option<string>[] {
    const field = this.asked().find(({ id }) => id === this.source.filter('fieldId'));
    if (field?.kind === 'yes-no') return this.words('scripts.answers', ['true', 'false']);
    return (field?.options ?? []).map((value) => ({ value, label: value }));
  }
}
