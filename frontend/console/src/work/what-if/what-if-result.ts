import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { WhatIfChanges, WhatIfFigures, WhatIfQueueFigures, WhatIfResult } from '#contracts';
import { Chart, StatusChip, type ChartSeries } from '../../../../ui';
import { Language } from '../../platform/language/language';
import { InstantPipe } from '../../platform/time/format-pipes';
import { percentText, secondsText } from './what-if-words';

type Measure = keyof WhatIfFigures;
type CourseName = 'recorded' | 'before' | 'after';

const COUNTS: readonly Measure[] = ['offered', 'answered', 'abandoned', 'left'];
const DRAWN: readonly Measure[] = ['serviceLevel', 'averageAnswerSeconds', 'abandonment', 'occupancy'];
const TONES = { recorded: 'quiet', before: 'busy', after: 'ok' } as const;
/** More queues than this stand under each other. */
const SIDE_BY_SIDE = 4;
const ROW_PX = 44;
const HOURS_SHOWN_MS = 72 * 3_600_000;

/** What came of a run: the verdict of the replay, figures as charts and as tables, and what the model does not see. */
@Component({
  selector: 'app-what-if-result',
  imports: [TranslocoDirective, Chart, StatusChip, InstantPipe],
  templateUrl: './what-if-result.html',
  styleUrl: './what-if-result.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WhatIfResultView {
  readonly result = input.required<WhatIfResult>();
  readonly changes = input.required<WhatIfChanges>();
  readonly locale = input.required<'pl' | 'en'>();
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(Language);
  protected readonly counts = COUNTS;
  protected readonly measures = [...COUNTS, ...DRAWN];
  protected readonly percent = percentText;

  /** Without changes there is no after. */
  protected readonly courses = computed<readonly CourseName[]>(() => {
    const { queues, addAgents, removeAgentIds, skills } = this.changes();
    const any = queues.length + addAgents.length + removeAgentIds.length + skills.length > 0;
    return any ? ['recorded', 'before', 'after'] : ['recorded', 'before'];
  });
  protected readonly labels = computed(() => this.result().queues.map(({ name }) => name));
  protected readonly stacked = computed(() => this.labels().length > SIDE_BY_SIDE);
  protected readonly height = computed(() => (this.stacked() ? 60 + this.labels().length * ROW_PX : 240));
  protected readonly charts = computed(() =>
    DRAWN.map((measure) => ({
      measure,
      format: measure === 'averageAnswerSeconds' ? secondsText : percentText,
      max: measure === 'averageAnswerSeconds' ? null : 1,
      series: this.courses().map((course) => this.seriesOf(measure, course)),
    })),
  );
  protected readonly course = computed(() => {
    const { course } = this.result();
    const [from, to] = [course[0], course.at(-1)].map((point) => Date.parse(point?.at ?? ''));
    const byHour = (to ?? 0) - (from ?? 0) < HOURS_SHOWN_MS;
    const style: Intl.DateTimeFormatOptions = byHour
      ? { hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short' };
    const zone = this.language.timeZone();
    const format = new Intl.DateTimeFormat(this.language.locale, { ...style, ...(zone && { timeZone: zone }) });
    const shown = this.courses().filter((name) => name !== 'recorded');
    return {
      labels: course.map(({ at }) => format.format(new Date(at))),
      series: shown.map((name): ChartSeries => ({
        name: this.word(name),
        kind: 'line',
        tone: TONES[name],
        values: course.map((point) => point[name]),
      })),
    };
  });

  protected text(queue: WhatIfQueueFigures, course: CourseName, measure: Measure): string {
    const value = queue[course][measure];
    if (value === null) return '–';
    if (COUNTS.includes(measure)) return String(value);
    return measure === 'averageAnswerSeconds' ? secondsText(value) : percentText(value);
  }

  private seriesOf(measure: Measure, course: CourseName): ChartSeries {
    const values = this.result().queues.map((queue) => queue[course][measure]);
    return { name: this.word(course), tone: TONES[course], values };
  }

  private word = (course: CourseName): string => this.transloco.translate(`whatIf.courses.${course}`);
}
