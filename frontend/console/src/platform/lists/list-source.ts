import { computed, DestroyRef, inject, signal, untracked } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import type { ListState } from '../../../../ui';
import { Api, type Query } from '../http/api';
import { ProblemText } from '../http/problem-text';
import { Toasts } from '../look/toasts';

export interface ListOptions {
  readonly path: string;
  readonly sort?: string;
  /** Names of the filters: they live in the address, so a filtered list can be sent to a colleague. */
  readonly filters?: readonly string[];
  /** What every request carries beside the filters. */
  readonly fixed?: Query;
  /** Turns what the address says into what the API wants (a day into instants). */
  readonly toQuery?: (filters: Readonly<Record<string, string | null>>) => Query;
  readonly limit?: number;
}

/** Rows of a page when nothing else is said (paging of the contracts). */
const FIRST_PAGE = 50;

/** A list of the API behind a data-list: query in the address, keyset pages, newest answer wins. Made by `listSource`. */
export class ListSource<Row> {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);

  readonly rows = signal<readonly Row[]>([]);
  readonly state = signal<ListState>('loading');
  readonly problem = signal('');
  readonly search = signal('');
  readonly sort = signal('');
  readonly filters = signal<Readonly<Record<string, string | null>>>({});
  readonly filtered = computed(() => Object.values(this.filters()).some((value) => value !== null));
  private readonly next = signal<string | null>(null);
  readonly hasMore = computed(() => this.next() !== null);
  private asked = 0;

  constructor(private readonly options: ListOptions) {
    const asked = this.route.snapshot.queryParamMap;
    this.search.set(asked.get('search') ?? '');
    this.sort.set(asked.get('sort') ?? options.sort ?? '');
    this.filters.set(Object.fromEntries((options.filters ?? []).map((name) => [name, asked.get(name)])));
    inject(DestroyRef).onDestroy(() => this.asked++);
    void this.load();
  }

  filter(name: string): string | null {
    return this.filters()[name] ?? null;
  }

  setFilter(name: string, value: string | null): void {
    this.filters.update((filters) => ({ ...filters, [name]: value }));
    this.changed();
  }

  setSearch(text: string): void {
    if (text === this.search()) return;
    this.search.set(text);
    this.changed();
  }

  setSort(sort: string): void {
    this.sort.set(sort);
    this.changed();
  }

  clear(): void {
    this.search.set('');
    this.filters.update((filters) => Object.fromEntries(Object.keys(filters).map((name) => [name, null])));
    this.changed();
  }

  /** Asks again from the first page. */
  async load(): Promise<void> {
    await this.ask('loading', null);
  }

  /** The rows that are shown, as they are now; while nobody has asked for more of them. A look that fails is repeated by the next. */
  async refresh(): Promise<void> {
    if (this.state() !== 'ready' || this.rows().length > (this.options.limit ?? FIRST_PAGE)) return;
    const mine = this.asked;
    const asked = { ...this.query(), limit: this.options.limit };
    const page = await this.api.page<Row>(this.options.path, asked).catch(() => null);
    if (!page || mine !== this.asked) return;
    this.rows.set(page.items);
    this.next.set(page.next);
  }

  async more(): Promise<void> {
    const after = this.next();
    if (after !== null) await this.ask('more', after);
  }

  async export(): Promise<void> {
    await this.toasts.try(() => this.api.exportCsv(this.options.path, this.query()));
  }

  /** What the list asks for now. */
  query(): Query {
    const { fixed, toQuery } = this.options;
    const filters = untracked(this.filters);
    return { ...fixed, ...(toQuery?.(filters) ?? filters), search: untracked(this.search), sort: untracked(this.sort) };
  }

  private changed(): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      replaceUrl: true,
      queryParams: {
        ...this.filters(),
        search: this.search() || null,
        sort: this.sort() === this.options.sort ? null : this.sort() || null,
      },
    });
    void this.load();
  }

  private async ask(state: 'loading' | 'more', after: string | null): Promise<void> {
    const mine = ++this.asked;
    this.state.set(state);
    try {
      const page = await this.api.page<Row>(this.options.path, { ...this.query(), limit: this.options.limit, after });
      if (mine !== this.asked) return;
      this.rows.update((rows) => (after === null ? page.items : [...rows, ...page.items]));
      this.next.set(page.next);
      this.state.set('ready');
    } catch (error) {
      if (mine !== this.asked) return;
      this.problem.set(this.problems.of(error));
      this.state.set('failed');
    }
  }
}

/** A list source of this page; call it where `inject` works. */
export const listSource = <Row>(options: ListOptions): ListSource<Row> => new ListSource<Row>(options);
