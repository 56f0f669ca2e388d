import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { chartOptions, type ChartColours, type ChartSeries } from './chart-data';

type Engine = typeof import('./chart-engine');
type Drawing = ReturnType<Engine['init']>;

/** Colours of series without a tone, by their order; tokens of the theme. */
const ORDER = ['--mat-sys-primary', '--cc-after', '--cc-warn', '--cc-busy', '--cc-ok', '--cc-bad', '--cc-quiet'];

/**
 * Figures as bars, lines or areas, in the colours of the theme, light or dark. The same figures stand below as a table for
 * whoever cannot or does not want to read a picture. Give `labels` and `series`; `options` is laid over what is made of
 * them, part by part, for the rare chart that needs more.
 */
@Component({
  selector: 'ui-chart',
  imports: [TranslocoDirective],
  templateUrl: './chart.html',
  styleUrl: './chart.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Chart {
  /** What it shows, with its unit; read out, and the caption. */
  readonly title = input.required<string>();
  readonly labels = input.required<readonly string[]>();
  readonly series = input.required<readonly ChartSeries[]>();
  /** What the labels are, as the first column's name in the table. */
  readonly labelTitle = input('');
  readonly format = input<(value: number) => string>(String);
  readonly horizontal = input(false);
  /** Where the axis of the figures ends: 1 for shares. */
  readonly max = input<number | null>(null);
  /** Pixels. */
  readonly height = input(240);
  readonly options = input<Readonly<Record<string, unknown>>>({});

  protected readonly empty = computed(() =>
    this.series().every(({ values }) => values.every((value) => value === null)),
  );
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly canvas = viewChild<ElementRef<HTMLElement>>('canvas');
  private readonly drawing = signal<Drawing | null>(null);
  private readonly scheme = signal(0);
  private readonly shape = computed(() => ({
    labels: this.labels(),
    series: this.series(),
    format: this.format(),
    horizontal: this.horizontal(),
    max: this.max(),
  }));
  private gone = false;
  private opening = false;

  constructor() {
    const release = this.followScheme();
    inject(DestroyRef).onDestroy(() => {
      this.gone = true;
      release();
      this.drawing()?.dispose();
    });
    effect(() => {
      this.scheme();
      const [drawing, shape, more] = [this.drawing(), this.shape(), this.options()];
      drawing?.setOption(chartOptions(shape, this.colours(shape.series)), true);
      drawing?.setOption(more);
    });
    effect((onCleanup) => {
      const element = this.canvas()?.nativeElement;
      untracked(() => this.close());
      // A test's page and very old browsers know no sizes: the table is what they have.
      if (!element || typeof ResizeObserver === 'undefined') return;
      const watch = new ResizeObserver(() => {
        if (element.clientWidth === 0) return;
        const drawing = this.drawing();
        if (drawing) drawing.resize();
        else void this.open(element);
      });
      watch.observe(element);
      onCleanup(() => watch.disconnect());
    });
  }

  protected shown(value: number | null | undefined): string {
    return value === null || value === undefined ? '–' : this.format()(value);
  }

  private async open(element: HTMLElement): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    const { init } = await import('./chart-engine');
    if (!this.gone && this.opening) this.drawing.set(init(element));
  }

  /** Where it was drawn is no more. */
  private close(): void {
    this.opening = false;
    this.drawing()?.dispose();
    this.drawing.set(null);
  }

  private colours(series: readonly ChartSeries[]): ChartColours {
    const probe = this.host.appendChild(document.createElement('i'));
    const computed = (token: string): string => {
      probe.style.color = `var(${token})`;
      return getComputedStyle(probe).color;
    };
    let untoned = 0;
    const tokenOf = ({ tone }: ChartSeries): string =>
      tone ? `--cc-${tone}` : (ORDER[untoned++ % ORDER.length] ?? '--cc-quiet');
    const colours = {
      series: series.map((each) => computed(tokenOf(each))),
      text: computed('--cc-muted'),
      line: computed('--cc-line'),
      card: computed('--cc-card'),
    };
    probe.remove();
    return colours;
  }

  /** Both ways by which the scheme changes: the person's choice, and the machine's. */
  private followScheme(): () => void {
    const changed = () => this.scheme.update((count) => count + 1);
    const root = new MutationObserver(changed);
    root.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const machine = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)');
    machine?.addEventListener('change', changed);
    return () => {
      root.disconnect();
      machine?.removeEventListener('change', changed);
    };
  }
}
