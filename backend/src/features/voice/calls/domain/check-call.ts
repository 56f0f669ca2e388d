const CALL = 'check-';
const NUMBER = /^00000\d{10}$/;

/** The synthetic call of a check: `callId` marks the leg that goes out, `number` the one that comes in. */
export interface CheckCall {
  readonly callId: string;
  readonly number: string;
}

/** No subscriber has such a number. */
export const checkCall = (id: string): CheckCall => ({
  callId: `${CALL}${id}`,
  number: `00000${String(parseInt(id.replaceAll('-', '').slice(-12), 16) % 10 ** 10).padStart(10, '0')}`,
});

/** Legs of checks are no calls; those that nobody looks after any more end by themselves. */
export const isOfCheck = ({ callId, dnis = '' }: { readonly callId: string | null; readonly dnis?: string }): boolean =>
  callId?.startsWith(CALL) === true || NUMBER.test(dnis);
