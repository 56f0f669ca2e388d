import type { Box } from '../../appliance/box';
import type { Answers } from './answers';

export interface StepContext {
  readonly box: Box;
  readonly answers: Answers;
  /** A line for the person at the console and for the log; never a secret. */
  readonly say: (text: string) => void;
  /** Shows a secret once to the person at the console and has it typed again; absent in a set-up without a person. */
  readonly confirmSecret?: (title: string, secret: string) => Promise<void>;
}

/** One subject of the set-up. Each part may be repeated, and may be cut off anywhere by the loss of power. */
export interface Step {
  readonly name: string;
  readonly title: string;
  /** Whether the machine is as the answers want it. */
  check(context: StepContext): Promise<boolean>;
  /** Makes it so. */
  apply(context: StepContext): Promise<void>;
  /** Takes away what a half-done or earlier `apply` left, so that it can be done anew. */
  undo(context: StepContext): Promise<void>;
}

/** The answers do not fit this machine: a person has to change one of them. Nothing has been changed. */
export class StepRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StepRefused';
  }
}
