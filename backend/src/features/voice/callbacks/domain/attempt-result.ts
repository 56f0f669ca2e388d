import type { AttemptResult, CallOutcome } from '#contracts';

/** What an ended attempt says about reaching the customer. */
export function attemptResult(call: { outcome: CallOutcome; because: string; answered: boolean }): AttemptResult {
  const { outcome, because, answered } = call;
  if (answered) return 'reached';
  if (because === 'callback:number-blacklisted') return 'blacklisted';
  switch (outcome) {
    case 'busy':
    case 'no-answer':
      return outcome;
    case 'abandoned':
      return 'gave-up';
    case 'failed':
      // His own phone, or no line of ours: the customer was never called.
      return because.startsWith('own-phone:') || because === 'callback:no-trunk' ? 'not-tried' : 'failed';
    default:
      return 'not-tried';
  }
}
