import { isShown } from './showing';

const at = Date.parse('2026-11-30T12:00:00Z');
const message = {
  id: 'm',
  kind: 'message',
  title: '',
  body: '',
  sentAt: '2026-11-30T11:00:00Z',
  startsAt: null,
  endsAt: null,
  withdrawnAt: null,
  readAt: null,
} as const;

describe('what stands on the screen', () => {
  it('is what has not been read; what is withdrawn is gone', () => {
    expect(isShown(message, at)).toBe(true);
    expect(isShown({ ...message, readAt: '2026-11-30T11:30:00Z' }, at)).toBe(false);
    expect(isShown({ ...message, withdrawnAt: '2026-11-30T11:30:00Z' }, at)).toBe(false);
  });

  it('is a maintenance from its beginning to its end, read or not', () => {
    const notice = {
      ...message,
      kind: 'maintenance',
      startsAt: '2026-11-30T12:00:00Z',
      endsAt: '2026-11-30T13:00:00Z',
      readAt: '2026-11-30T11:30:00Z',
    } as const;
    expect([at - 1, at, at + 3_599_999, at + 3_600_000].map((moment) => isShown(notice, moment))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
