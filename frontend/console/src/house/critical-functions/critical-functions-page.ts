import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  CRITICAL_FUNCTIONS,
  type CriticalFunctions,
  type CriticalFunctionState,
  type CriticalOutage,
} from '#contracts';
import {
  Cell,
  ErrorState,
  FilterSelect,
  PageHeader,
  Skeleton,
  StatusChip,
  type ListColumn,
  type Tone,
} from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';

const TONES: Readonly<Record<CriticalFunctionState['state'], Tone>> = {
  available: 'ok',
  doubtful: 'warn',
  out: 'bad',
  unchecked: 'quiet',
};

/** Whether the seven functions work that the service level is measured by, and when they did not. */
@Component({
  selector: 'app-critical-functions-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    TranslocoDirective,
    Cell,
    ErrorState,
    FilterSelect,
    PageHeader,
    Skeleton,
    StatusChip,
    SourceList,
    ClockTimePipe,
    InstantPipe,
  ],
  templateUrl: './critical-functions-page.html',
  styleUrl: './critical-functions-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CriticalFunctionsPage {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly language = inject(Language);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly tones = TONES;
  protected readonly loaded = resource({ loader: () => this.api.get<CriticalFunctions>('/critical-functions') });
  protected readonly state = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => this.problems.of(this.loaded.error()));
  protected readonly source = listSource<CriticalOutage>({
    path: '/critical-functions/outages',
    sort: '-beganAt',
    filters: ['function'],
  });
  protected readonly names = () => this.vocabulary.options('criticalFunctions.names', CRITICAL_FUNCTIONS);
  protected readonly columns: readonly ListColumn<CriticalOutage>[] = [
    { key: 'beganAt', label: 'criticalFunctions.beganAt', sort: 'beganAt' },
    {
      key: 'function',
      label: 'criticalFunctions.function',
      text: (outage) => this.vocabulary.word('criticalFunctions.names', outage.function),
    },
    { key: 'lasted', label: 'criticalFunctions.lasted', numeric: true },
    { key: 'cause', label: 'criticalFunctions.cause', text: (outage) => this.cause(outage) },
  ];

  protected refresh(): void {
    this.loaded.reload();
    void this.source.load();
  }

  protected percent(share: number): string {
    return new Intl.NumberFormat(this.language.locale, {
      style: 'percent',
      minimumFractionDigits: 1,
      maximumFractionDigits: 3,
    }).format(Math.floor(share * 1000) / 100_000);
  }

  protected seconds({ beganAt, endedAt }: CriticalOutage): number {
    return Math.round((Date.parse(endedAt ?? beganAt) - Date.parse(beganAt)) / 1000);
  }

  private cause({ kind, detail }: CriticalOutage): string {
    return kind === 'unwatched' ? this.vocabulary.word('criticalFunctions.kinds', kind) : detail;
  }
}
