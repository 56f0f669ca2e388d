import { HttpClient, HttpErrorResponse, HttpParams, type HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom, type Observable } from 'rxjs';
import type { Page } from '#contracts';
import { toProblemError } from './problem-error';

export type QueryValue = string | number | boolean | readonly string[] | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

export const API_PREFIX = '/api/v1';
const LONGEST_PICKER = 5000;

/** Query parameters without the empty ones; a list becomes a repeated parameter. */
export function toParams(query: Query = {}): HttpParams {
  let params = new HttpParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    const values: readonly (string | number | boolean)[] = typeof value === 'object' ? value : [value];
    for (const each of values) params = params.append(name, each);
  }
  return params;
}

const fileNameOf = (response: HttpResponse<Blob>): string =>
  /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'export.csv';

/** The HTTP API. Every refusal arrives as a ProblemError. */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly http = inject(HttpClient);

  get<T>(path: string, query?: Query): Promise<T> {
    return this.answer(this.http.get<T>(API_PREFIX + path, { params: toParams(query) }));
  }

  page<T>(path: string, query?: Query): Promise<Page<T>> {
    return this.get<Page<T>>(path, query);
  }

  /** Everything of a short list, for pickers: all pages, or the whole array where the route gives one. */
  async all<T>(path: string, query: Query = {}): Promise<T[]> {
    const items: T[] = [];
    let after: string | null = null;
    do {
      const answer: Page<T> | T[] = await this.get<Page<T> | T[]>(path, { limit: 200, ...query, after });
      if (Array.isArray(answer)) return answer;
      items.push(...answer.items);
      after = answer.next;
    } while (after !== null && items.length < LONGEST_PICKER);
    return items;
  }

  post<T = void>(path: string, body: unknown = {}): Promise<T> {
    return this.answer(this.http.post<T>(API_PREFIX + path, body));
  }

  put<T = void>(path: string, body: unknown): Promise<T> {
    return this.answer(this.http.put<T>(API_PREFIX + path, body));
  }

  patch<T = void>(path: string, body: unknown): Promise<T> {
    return this.answer(this.http.patch<T>(API_PREFIX + path, body));
  }

  delete<T = void>(path: string): Promise<T> {
    return this.answer(this.http.delete<T>(API_PREFIX + path));
  }

  blob(path: string): Promise<Blob> {
    return this.answer(this.http.get(API_PREFIX + path, { responseType: 'blob' }));
  }

  /** A POST that is answered with a file. */
  postForBlob(path: string, body: unknown): Promise<Blob> {
    return this.answer(this.http.post(API_PREFIX + path, body, { responseType: 'blob' }));
  }

  /** Saves the list as a CSV file under the name that the server gives it. */
  exportCsv(path: string, query: Query = {}): Promise<void> {
    return this.exportFile(path, query, 'text/csv');
  }

  /** Saves what the route answers as a file of the type `accept`. */
  async exportFile(path: string, query: Query, accept: string): Promise<void> {
    const request = this.http.get(API_PREFIX + path, {
      params: toParams(query),
      headers: { accept },
      responseType: 'blob',
      observe: 'response',
    });
    const response = await this.answer(request);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(response.body ?? new Blob());
    link.download = fileNameOf(response);
    link.click();
    URL.revokeObjectURL(link.href);
  }

  private async answer<T>(request: Observable<T>): Promise<T> {
    try {
      return await firstValueFrom(request);
    } catch (error) {
      throw toProblemError(await legible(error));
    }
  }
}

/** Who asks for a file gets a refusal as a file too: its text is what says why. */
async function legible(error: unknown): Promise<unknown> {
  if (!(error instanceof HttpErrorResponse) || !(error.error instanceof Blob)) return error;
  return new HttpErrorResponse({ status: error.status, error: await error.error.text() });
}
