import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { HLR_REASONS, HLR_RESULTS, HLR_STATES, type HlrCheck, type HlrResult, type HlrSummary } from '#contracts';
import {
  Cell,
  Figures,
  FilterSelect,
  PageHeader,
  StatusChip,
  type Figure,
  type ListColumn,
  type Tone,
} from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { whileOpen } from '../../platform/lists/while-open';
import { InstantPipe } from '../../platform/time/format-pipes';
import { moneyText, phoneText } from '../../platform/time/formats';
import { AskHlrDialog } from './ask-hlr-dialog';

const EVERY_MS = 3000;
const TONES: Readonly<Record<HlrResult, Tone>> = { active: 'ok', absent: 'warn', invalid: 'bad', unknown: 'quiet' };

/** Checks of mobile numbers: what operators said, what it cost, and whether the provider answers. */
@Component({
  selector: 'app-hlr-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    Figures,
    FilterSelect,
    PageHeader,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="t('nav.hlr')">
        @if (maySet) {
          <a matButton routerLink="/hlr/settings"><mat-icon svgIcon="settings" />{{ t('hlr.settings') }}</a>
        }
        @if (mayAsk) {
          <button matButton="filled" type="button" (click)="ask()">
            <mat-icon svgIcon="check" />{{ t('hlr.ask') }}
          </button>
        }
      </ui-page-header>
      @if (summary(); as now) {
        <ui-figures [figures]="figures()" [label]="t('hlr.period')" />
        @if (now.pausedUntil && now.waiting > 0) {
          <p class="card trouble" role="alert">
            <mat-icon svgIcon="alert" />
            <span>
              {{ t('hlr.paused') }} {{ now.pausedUntil | instant }}.
              <span class="muted">{{ now.lastError }}</span>
            </span>
          </p>
        }
      }
      <app-source-list
        [source]="source"
        [columns]="columns"
        [link]="link"
        [emptyTitle]="t('hlr.empty')"
        [emptyHint]="t('hlr.emptyHint')"
      >
        <ng-container filters>
          <ui-filter-select
            [label]="t('hlr.result')"
            [options]="words('hlrResults', results)"
            [value]="source.filter('result')"
            (changed)="source.setFilter('result', $event)"
          />
          <ui-filter-select
            [label]="t('hlr.state')"
            [options]="words('hlrStates', states)"
            [value]="source.filter('state')"
            (changed)="source.setFilter('state', $event)"
          />
          <ui-filter-select
            [label]="t('hlr.reason')"
            [options]="words('hlrReasons', reasons)"
            [value]="source.filter('reason')"
            (changed)="source.setFilter('reason', $event)"
          />
        </ng-container>
        <ng-template uiCell="result" [uiCellOf]="source.rows()" let-check>
          @if (check.result) {
            <ui-status-chip [tone]="tones[check.result]">{{ t('hlrResults.' + check.result) }}</ui-status-chip>
          } @else if (check.state === 'failed') {
            <ui-status-chip tone="bad">{{ t('hlrStates.failed') }}</ui-status-chip>
            <span class="muted">{{ t('hlrErrors.' + check.error) }}</span>
          } @else {
            <ui-status-chip tone="busy">{{ t('hlrStates.waiting') }}</ui-status-chip>
          }
        </ng-template>
        <ng-template uiCell="cost" [uiCellOf]="source.rows()" let-check>
          {{ check.charged ? t('hlr.one') : check.cached ? t('hlr.kept') : '' }}
        </ng-template>
        <ng-template uiCell="askedAt" [uiCellOf]="source.rows()" let-check>{{ check.askedAt | instant }}</ng-template>
      </app-source-list>
    </ng-container>
  `,
  styles: `
    .trouble {
      display: flex;
      gap: 12px;
      padding: 12px 16px;
      margin-bottom: 16px;
      border-left: 4px solid var(--cc-warn);
    }
    .trouble mat-icon {
      flex: none;
      color: var(--cc-warn);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HlrPage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly language = inject(Language);
  private readonly transloco = inject(TranslocoService);
  protected readonly words = inject(Vocabulary).options;
  protected readonly mayAsk = inject(Session).may('hlr.check');
  protected readonly maySet = inject(Session).may('hlr.manage');
  protected readonly results = HLR_RESULTS;
  protected readonly states = HLR_STATES;
  protected readonly reasons = HLR_REASONS;
  protected readonly tones = TONES;
  protected readonly summary = signal<HlrSummary | null>(null);
  protected readonly source = listSource<HlrCheck>({
    path: '/hlr/checks',
    sort: '-askedAt',
    filters: ['result', 'state', 'reason'],
  });
  protected readonly columns: readonly ListColumn<HlrCheck>[] = [
    { key: 'number', label: 'hlr.number', text: ({ number }) => phoneText(number) },
    { key: 'contact', label: 'hlr.contact', text: ({ contact }) => contact?.name ?? '' },
    { key: 'result', label: 'hlr.result' },
    { key: 'network', label: 'hlr.network', minor: true, text: ({ network }) => network ?? '' },
    {
      key: 'action',
      label: 'hlr.action',
      minor: true,
      text: ({ action }) => (action === null ? '' : this.word('hlrActions', action)),
    },
    { key: 'reason', label: 'hlr.reason', minor: true, text: ({ reason }) => this.word('hlrReasons', reason) },
    { key: 'cost', label: 'hlr.cost', minor: true },
    { key: 'askedAt', label: 'hlr.askedAt', sort: 'askedAt' },
  ];
  protected readonly figures = computed((): Figure[] => {
    const now = this.summary();
    if (!now) return [];
    const locale = this.language.current();
    const say = (key: string) => this.transloco.translate(`hlr.${key}`);
    const number = (value: number) => value.toLocaleString(locale);
    return [
      ...HLR_RESULTS.map((result) => ({ label: this.word('hlrResults', result), value: number(now.results[result]) })),
      { label: say('waiting'), value: number(now.waiting) },
      { label: say('failed'), value: number(now.failed), ...(now.failed > 0 && { tone: 'bad' as const }) },
      { label: say('charged'), value: number(now.charged), note: `${say('ofPacks')} ${number(now.packs)}` },
      { label: say('charge'), value: moneyText(now.chargeGrosze, locale) },
    ];
  });
  private waiting = 0;

  constructor() {
    whileOpen(EVERY_MS, () => this.look());
  }

  protected link = ({ contact }: HlrCheck): string | null => contact && `/contacts/${contact.id}`;

  protected ask(): void {
    this.dialog
      .open<AskHlrDialog, undefined, boolean>(AskHlrDialog, { width: '560px' })
      .afterClosed()
      .subscribe((asked) => {
        if (asked) void Promise.all([this.look(), this.source.load()]);
      });
  }

  private word(family: string, value: string): string {
    return this.transloco.translate(`${family}.${value}`);
  }

  /** The list follows while answers come in. */
  private async look(): Promise<void> {
    const now = await this.api.get<HlrSummary>('/hlr/summary').catch(() => null);
    if (!now) return;
    this.summary.set(now);
    if (now.waiting !== this.waiting) await this.source.refresh();
    this.waiting = now.waiting;
  }
}
