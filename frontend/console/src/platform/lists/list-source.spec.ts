import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, convertToParamMap, provideRouter } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { listSource, type ListSource } from './list-source';

interface Row {
  readonly id: string;
}

const settled = () => new Promise((resolve) => process.nextTick(resolve));

describe('ListSource', () => {
  let http: HttpTestingController;

  function open(address: Record<string, string> = {}): ListSource<Row> {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        provideTransloco({
          config: { availableLangs: ['en'], defaultLang: 'en', missingHandler: { logMissingKey: false } },
        }),
        { provide: ActivatedRoute, useValue: { snapshot: { queryParamMap: convertToParamMap(address) } } },
      ],
    });
    http = TestBed.inject(HttpTestingController);
    return TestBed.runInInjectionContext(() => listSource<Row>({ path: '/users', sort: 'name', filters: ['role'] }));
  }
  const asked = (): TestRequest => http.expectOne(({ url }) => url === '/api/v1/users');
  const parameters = ({ request }: TestRequest) =>
    Object.fromEntries(request.params.keys().map((key) => [key, request.params.get(key)]));
  const answer = async (request: TestRequest, ids: readonly string[], next: string | null = null) => {
    request.flush({ items: ids.map((id) => ({ id })), next });
    await settled();
  };

  it('begins with what the address says', () => {
    open({ search: 'ewa', role: 'agent', sort: '-name' });
    expect(parameters(asked())).toEqual({ search: 'ewa', role: 'agent', sort: '-name' });
  });

  it('walks the pages by their keys', async () => {
    const source = open();
    await answer(asked(), ['a', 'b'], 'key-1');
    expect(source.hasMore()).toBe(true);
    void source.more();
    const second = asked();
    expect(parameters(second)).toMatchObject({ after: 'key-1', sort: 'name' });
    await answer(second, ['c']);
    expect(source.rows().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(source.hasMore()).toBe(false);
  });

  it('shows the newest question, whichever answer comes last', async () => {
    const source = open();
    const first = asked();
    source.setSearch('anna');
    const second = asked();
    await answer(second, ['anna']);
    await answer(first, ['everybody']);
    expect(source.rows()).toEqual([{ id: 'anna' }]);
  });

  it('begins again from the first page when a filter changes, and can be cleared', async () => {
    const source = open();
    await answer(asked(), ['a'], 'key-1');
    source.setFilter('role', 'agent');
    const filtered = asked();
    expect(parameters(filtered)).toEqual({ role: 'agent', sort: 'name' });
    await answer(filtered, []);
    expect(source.filtered()).toBe(true);
    source.clear();
    expect(parameters(asked())).toEqual({ sort: 'name' });
  });

  it('says what went wrong and can be asked again', async () => {
    const source = open();
    asked().flush({ code: 'unavailable' }, { status: 503, statusText: 'Unavailable' });
    await settled();
    expect(source.state()).toBe('failed');
    expect(source.problem()).not.toBe('');
    void source.load();
    await answer(asked(), ['a']);
    expect(source.state()).toBe('ready');
  });
});
