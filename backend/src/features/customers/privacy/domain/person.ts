/** Whom it is about: a golden contact and all that were merged into it. */
export interface Person {
  readonly contactIds: readonly string[];
  /** E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}
