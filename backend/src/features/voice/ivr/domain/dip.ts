import type { FlowNodeOf } from '#contracts';
import { fill, type Variables } from './flow-template';
import { readPath } from './json-path';

/** What became of a request to another system. `reason`: `timed-out`, `unreachable`, `address-refused`, `too-large`, `not-json`. */
export type DipAnswer =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly reason: string };

export interface DipRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

/** The request of a node with the variables put in: encoded in the address, quoted in the JSON of the body. */
export function dipRequest(node: FlowNodeOf<'data-dip'>, variables: Variables): DipRequest {
  const { method, url, headers, body, timeoutMs } = node;
  const inAddress = mapValues(variables, encodeURIComponent);
  const inJson = mapValues(variables, (value) => JSON.stringify(value).slice(1, -1));
  return {
    method,
    url: fill(url, inAddress),
    headers: Object.fromEntries(
      headers.map(({ name, value }) => [name, fill(value, variables).replaceAll(/[\r\n]/g, ' ')]),
    ),
    body: method === 'POST' && body !== null ? fill(body, inJson) : null,
    timeoutMs,
  };
}

const mapValues = (variables: Variables, change: (value: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, change(value)]));

interface DipResult {
  readonly ok: boolean;
  readonly reason: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Only 2xx is an answer; everything else takes the branch `failed`. */
export function dipSucceeded(node: FlowNodeOf<'data-dip'>, answer: Extract<DipAnswer, { ok: true }>): DipResult {
  const { status, body } = answer;
  if (status < 200 || status > 299) return failed(`status-${status}`, String(status));
  const read = node.outputs.map(({ path, variable }) => [variable, readPath(body, path).slice(0, 1000)] as const);
  return {
    ok: true,
    reason: '',
    variables: { ...Object.fromEntries(read), 'dip.status': String(status), 'dip.error': '' },
  };
}

export const dipFailed = ({ reason }: Extract<DipAnswer, { ok: false }>): DipResult => failed(reason, '');

const failed = (reason: string, status: string): DipResult => ({
  ok: false,
  reason,
  variables: { 'dip.status': status, 'dip.error': reason },
});
