import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { CallerIdDays, CallerIdState, CallerIdUse } from '#contracts';
import { ask, Cell, Chart, FilterDate, StatusChip, type ChartSeries, type ListColumn, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';

const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;
const TONES: Readonly<Record<CallerIdState, Tone>> = { good: 'ok', worn: 'warn', burnt: 'bad', young: 'quiet' };

const dayText = (at: number): string => new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Europe/Warsaw' });

/** What each presented number brings: a burnt one is seen, and taken out from here. */
@Component({
  selector: 'app-caller-ids-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    Cell,
    Chart,
    FilterDate,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <app-source-list
        [title]="t('nav.callerIds')"
        [source]="source"
        [columns]="columns"
        [id]="idOf"
        [emptyTitle]="t('callerIds.empty')"
        [emptyHint]="t('callerIds.emptyHint')"
      >
        <ng-container filters>
          <ui-filter-date [label]="t('ui.from')" [value]="days().from" (changed)="source.setFilter('from', $event)" />
          <ui-filter-date [label]="t('ui.to')" [value]="days().to" (changed)="source.setFilter('to', $event)" />
        </ng-container>
        <ng-template uiCell="number" [uiCellOf]="source.rows()" let-use>
          <button matButton type="button" [attr.aria-pressed]="chosen() === use.number" (click)="choose(use.number)">
            {{ phone(use.number) }}
          </button>
        </ng-template>
        <ng-template uiCell="state" [uiCellOf]="source.rows()" let-use>
          <ui-status-chip [tone]="tones[use.state]">{{ t('callerIdStates.' + use.state) }}</ui-status-chip>
        </ng-template>
        <ng-template uiCell="lastUsedAt" [uiCellOf]="source.rows()" let-use>{{ use.lastUsedAt | instant }}</ng-template>
        <ng-template uiCell="taint" [uiCellOf]="source.rows()" let-use>
          @if (mayEdit && use.drawnBy > 0) {
            <button matButton type="button" (click)="taint(use)">{{ t('callerIds.taint') }}</button>
          } @else if (use.drawnBy === 0 && use.state === 'burnt') {
            <span class="muted">{{ t('callerIds.notDrawn') }}</span>
          }
        </ng-template>
      </app-source-list>
      @if (chosen(); as number) {
        <section class="card chart" [attr.aria-label]="phone(number)">
          <ui-chart
            [title]="t('callerIds.byDay', { number: phone(number) })"
            [labels]="labels()"
            [series]="series()"
            [labelTitle]="t('callerIds.day')"
          />
        </section>
      }
    </ng-container>
  `,
  styles: `
    button {
      margin-inline-start: -12px;
      white-space: nowrap;
    }
    .chart {
      margin-top: 16px;
      padding: 12px 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallerIdsPage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly mayEdit = inject(Session).may('campaigns.manage');
  protected readonly tones = TONES;
  protected readonly phone = phoneText;
  protected readonly idOf = ({ number }: CallerIdUse): string => number;
  protected readonly chosen = signal<string | null>(null);
  protected readonly source = listSource<CallerIdUse>({
    path: '/caller-ids',
    sort: 'answerRate',
    filters: ['from', 'to'],
    toQuery: daysOf,
  });
  protected readonly days = computed(() => daysOf(this.source.filters()));
  protected readonly columns: readonly ListColumn<CallerIdUse>[] = [
    { key: 'number', label: 'callerIds.number', sort: 'number' },
    { key: 'state', label: 'callerIds.state' },
    { key: 'uses', label: 'callerIds.uses', sort: 'uses', numeric: true, text: ({ uses }) => uses },
    {
      key: 'answerRate',
      label: 'callerIds.answerRate',
      sort: 'answerRate',
      numeric: true,
      text: ({ answerRate }) => this.percent(answerRate),
    },
    {
      key: 'shortRate',
      label: 'callerIds.shortRate',
      sort: 'shortRate',
      numeric: true,
      text: ({ shortRate }) => this.percent(shortRate),
    },
    { key: 'rejected', label: 'callerIds.rejected', numeric: true, minor: true, text: ({ rejected }) => rejected },
    { key: 'campaigns', label: 'callerIds.campaigns', minor: true, text: ({ campaigns }) => campaigns.join(', ') },
    { key: 'lastUsedAt', label: 'callerIds.lastUsedAt', sort: 'lastUsedAt', minor: true },
    { key: 'taint', label: 'callerIds.action' },
  ];
  private readonly figures = resource({
    params: () => {
      const number = this.chosen();
      return number === null ? undefined : { number, ...this.days() };
    },
    loader: ({ params: { number, from, to } }) =>
      this.api.get<CallerIdDays>(`/caller-ids/${number}/days?from=${from}&to=${to}`),
  });
  private readonly shown = computed(() => (this.figures.hasValue() ? this.figures.value() : []));
  protected readonly labels = computed(() =>
    this.shown().map(({ day }) => day.slice(5).split('-').reverse().join('.')),
  );
  protected readonly series = computed((): ChartSeries[] => {
    const say = (key: string) => this.transloco.translate(`callerIds.${key}`);
    const days = this.shown();
    return [
      { name: say('answered'), values: days.map((day) => day.answered - day.short), tone: 'ok', stack: 'all' },
      { name: say('short'), values: days.map((day) => day.short), tone: 'warn', stack: 'all' },
      { name: say('unanswered'), values: days.map((day) => day.uses - day.answered), tone: 'quiet', stack: 'all' },
    ];
  });

  protected choose(number: string): void {
    this.chosen.update((chosen) => (chosen === number ? null : number));
  }

  protected async taint({ number, drawnBy }: CallerIdUse): Promise<void> {
    const say = (key: string) => this.transloco.translate(`callerIds.${key}`, { number: phoneText(number), drawnBy });
    const sure = await ask(this.dialog, {
      title: say('taintTitle'),
      text: say('taintText'),
      choices: [
        { answer: 'no', label: this.transloco.translate('ui.cancel') },
        { answer: 'yes', label: say('taint'), danger: true },
      ],
    });
    if (sure !== 'yes') return;
    await this.toasts.try(() => this.api.post(`/caller-ids/${number}/taint`), 'ui.saved');
    await this.source.load();
  }

  private percent(share: number): string {
    return share.toLocaleString(this.language.locale, { style: 'percent', maximumFractionDigits: 0 });
  }
}

/** The last week, unless the address says otherwise. */
function daysOf(filters: Readonly<Record<string, string | null>>): { from: string; to: string } {
  const now = Date.now();
  return { from: filters['from'] ?? dayText(now - (WEEK_DAYS - 1) * DAY_MS), to: filters['to'] ?? dayText(now) };
}
