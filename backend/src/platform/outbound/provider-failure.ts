import type { ProviderFailure } from '../../kernel/provider-failure';

/** A provider that says "later" without saying when. */
const LATER_MS = 5000;

/** What an answer that is not 2xx says. */
export async function failureOf(response: Response): Promise<ProviderFailure> {
  const detail = `HTTP ${response.status} ${(await response.text().catch(() => '')).slice(0, 200)}`.trim();
  switch (response.status) {
    case 429:
      return { code: 'busy', detail, retryAfterMs: secondsOf(response.headers.get('retry-after')) ?? LATER_MS };
    case 401:
    case 402:
    case 403:
      return { code: 'not-admitted', detail };
    case 400:
    case 404:
    case 422:
      return { code: 'not-taken', detail };
    default:
      return { code: 'unreachable', detail };
  }
}

/** What it means that asking threw. */
export function noAnswer(error: unknown): ProviderFailure {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return { code: 'unreachable', detail: 'No answer in time' };
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return { code: 'unreachable', detail: cause instanceof Error ? cause.message : String(cause) };
}

const secondsOf = (text: string | null): number | null =>
  text !== null && /^\d{1,5}$/.test(text) ? Number(text) * 1000 : null;
