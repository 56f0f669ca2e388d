import { judgeMessage } from './judge-message';

const PLENTY = 1e12;

describe('what becomes of a message', () => {
  it.each([
    [5000, null, PLENTY, { kind: 'received' }],
    [1999, null, PLENTY, { kind: 'too-short' }],
    [2000, null, PLENTY, { kind: 'received' }],
    [null, null, PLENTY, { kind: 'received' }],
    [5000, 'storage-full', PLENTY, { kind: 'lost', reason: 'storage-full' }],
    [5000, 'file-missing', PLENTY, { kind: 'lost', reason: 'no-file' }],
    [5000, 'file-missing', 10, { kind: 'lost', reason: 'storage-full' }],
    [100, 'file-missing', PLENTY, { kind: 'too-short' }],
  ] as const)('of %s ms with %s', (durationMs, refusal, free, verdict) =>
    expect(judgeMessage({ durationMs, minimumSeconds: 2 }, refusal, free)).toEqual(verdict),
  );
});
