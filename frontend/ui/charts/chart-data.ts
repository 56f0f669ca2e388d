import type { Tone } from '../states/status-chip';

/** One row of figures, one for each label; null where there is none. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** `bar` unless said otherwise. */
  readonly kind?: 'bar' | 'line' | 'area';
  /** A meaning that a state already has; without it the series takes the next colour of the chart's own. */
  readonly tone?: Tone;
  /** Series of one name stand on each other. */
  readonly stack?: string;
}

/** Colours as the browser computes them now, so that a chart follows the scheme. */
export interface ChartColours {
  readonly series: readonly string[];
  readonly text: string;
  readonly line: string;
  readonly card: string;
}

export interface ChartShape {
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  /** Labels stand beside horizontal bars: for long names. */
  readonly horizontal: boolean;
  /** Where the axis of the figures ends; null: where the figures want it. */
  readonly max: number | null;
}

/** What the chart library is given for it. */
export function chartOptions(
  { labels, series, format, horizontal, max }: ChartShape,
  colours: ChartColours,
): Record<string, unknown> {
  const text = { color: colours.text, fontSize: 12 };
  const categories = {
    type: 'category',
    data: labels,
    inverse: horizontal,
    axisLabel: { ...text, hideOverlap: true, ...(horizontal ? { width: 140, overflow: 'truncate' } : {}) },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
  };
  const values = {
    type: 'value',
    axisLabel: { ...text, formatter: format, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
    splitNumber: 4,
    ...(max === null ? {} : { max }),
  };
  return {
    // Nothing moves: eight hours of it tire, and pictures of it are always the same.
    animation: false,
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif' },
    grid: { left: 8, right: 16, top: series.length > 1 ? 36 : 12, bottom: 4, containLabel: true },
    // One line, however narrow: more of it is reached by its arrows.
    legend: {
      type: 'scroll',
      show: series.length > 1,
      top: 0,
      right: 0,
      left: 0,
      itemWidth: 12,
      itemHeight: 12,
      textStyle: text,
    },
    // Drawn on the canvas: what is written into the page would need styles that the page's policy forbids.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      axisPointer: { type: 'shadow', shadowStyle: { color: colours.line, opacity: 0.35 } },
      backgroundColor: colours.card,
      borderColor: colours.line,
      textStyle: text,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
    },
    xAxis: horizontal ? values : categories,
    yAxis: horizontal ? categories : values,
    series: series.map((each, index) => drawn(each, colours.series[index] ?? colours.text)),
  };
}

function drawn({ name, values, kind = 'bar', stack }: ChartSeries, colour: string): object {
  const common = { name, data: values, color: colour, ...(stack === undefined ? {} : { stack }) };
  if (kind === 'bar') return { ...common, type: 'bar', barMaxWidth: 28, itemStyle: { borderRadius: 2 } };
  return {
    ...common,
    type: 'line',
    showSymbol: values.length < 40,
    ...(kind === 'area' ? { areaStyle: { opacity: 0.2 } } : {}),
  };
}
