/**
 * One exchange with the switch. A command of ours becomes one or more, done in order.
 * - `api`: short, answered at once
 * - `job`: long (originate); answered by a BACKGROUND_JOB event
 * - `break`: what sounds on a leg stops, what waits there is forgotten
 * - `execute`: an application on a leg; `eventId` comes back as Application-UUID when it is done; `interrupts`: after a break
 */
export type EslStep =
  | { readonly kind: 'api'; readonly line: string; readonly mayFail?: boolean }
  | { readonly kind: 'break'; readonly legId: string }
  | { readonly kind: 'job'; readonly line: string; readonly jobId: string; readonly newLegId: string }
  | {
      readonly kind: 'execute';
      readonly interrupts?: boolean;
      readonly legId: string;
      readonly application: string;
      readonly argument: string;
      readonly eventId: string;
    };

/** Marks of our own executions in Application-UUID, so that their end can be told from the switch's own applications. */
export const PLAY_MARK = 'play:';
export const DIGITS_MARK = 'digits:';
export const RECORD_MARK = 'record:';
export const MUSIC_MARK = 'music:';
/** Channel variable that play_and_get_digits fills. */
export const DIGITS_VARIABLE = 'cc_digits';
/** Channel variables that carry a command's id through to the event that tells its outcome, whoever reads it by then. */
export const COMMAND_VARIABLE = 'cc_command';
export const TRANSFER_VARIABLE = 'cc_transfer';
/**
 * On a leg that parks as soon as it is taken: it counts as taken when it is parked. Between its answer and its park the
 * switch still looks after the dialling, and a bridge in these 20 ms ends the leg with ORIGINATOR_CANCEL.
 */
export const PARKS_VARIABLE = 'cc_parks';
export const CALL_VARIABLE = 'cc_call_id';
export const QUEUE_VARIABLE = 'cc_queue';
export const HELD_VARIABLE = 'cc_held';
export const MUTED_VARIABLE = 'cc_muted';
