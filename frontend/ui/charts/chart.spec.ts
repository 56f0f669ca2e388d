import { TestBed } from '@angular/core/testing';
import { provideTransloco, TranslocoService } from '@jsverse/transloco';
import { Chart } from './chart';
import { chartOptions, type ChartColours, type ChartSeries } from './chart-data';

const series: readonly ChartSeries[] = [
  { name: 'Before', values: [1, 2] },
  { name: 'After', values: [3, null], kind: 'line', tone: 'ok' },
];

describe('Chart', () => {
  it('tells the same in a table, with a dash where there is no figure', async () => {
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({
          config: { availableLangs: ['en'], defaultLang: 'en', missingHandler: { logMissingKey: false } },
        }),
      ],
    });
    TestBed.inject(TranslocoService).setTranslation({ ui: { asTable: 'As a table' } }, 'en');
    const chart = TestBed.createComponent(Chart);
    const given = { title: 'Waits', labels: ['Sales', 'Service'], series, format: (value: number) => `${value} s` };
    for (const [name, value] of Object.entries(given)) chart.componentRef.setInput(name, value);
    await chart.whenStable();
    const rows = [...(chart.nativeElement as HTMLElement).querySelectorAll('tr')];
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))).toEqual([
      ['', 'Before', 'After'],
      ['Sales', '1 s', '3 s'],
      ['Service', '2 s', '–'],
    ]);
    chart.destroy();
  });

  it('draws each series in its colour, labels beside horizontal bars', () => {
    const colours: ChartColours = { series: ['red', 'green'], text: 'black', line: 'grey', card: 'white' };
    const shape = { labels: ['a', 'b'], series, format: String, horizontal: true, max: 1 };
    expect(chartOptions(shape, colours)).toMatchObject({
      yAxis: { type: 'category', data: ['a', 'b'] },
      xAxis: { type: 'value', max: 1 },
      series: [
        { type: 'bar', color: 'red', data: [1, 2] },
        { type: 'line', color: 'green', data: [3, null] },
      ],
    });
  });
});
