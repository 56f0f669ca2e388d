import type { CallOutcome, FailedContact } from '#contracts';

/** How a call ended that came in. */
export interface EndedCall {
  readonly outcome: CallOutcome;
  readonly because: string;
  readonly answered: boolean;
  readonly queueId: string | null;
}

/** What kind of failed contact the call was; null: he was served, or did not want to be. */
export function failedContact({ outcome, because, answered, queueId }: EndedCall): FailedContact | null {
  if (answered) return null;
  switch (outcome) {
    case 'abandoned':
      return queueId === null ? 'abandoned-flow' : 'abandoned';
    case 'rejected':
      return because === 'overflow' ? 'let-go' : null;
    case 'timed-out':
    case 'no-answer':
    case 'lost':
      return queueId === null ? null : 'missed';
    default:
      return null;
  }
}
