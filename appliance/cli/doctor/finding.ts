import type { Box } from '../../box';

export const severities = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

/** Something that is not as it should be: `code` is its page in docs/runbooks, `mend` the command that puts it right. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** What was seen, as the machine said it. */
  readonly evidence: string;
  readonly mend: string;
}

/** Looks at one subject; several findings at once are possible, none is the normal case. */
export interface Check {
  readonly name: string;
  look(box: Box): Promise<readonly Finding[]>;
}

/** A look that could not be taken is no clean bill: it is told, and the others go on. */
export const LOOK_FAILED = 'look-failed';
