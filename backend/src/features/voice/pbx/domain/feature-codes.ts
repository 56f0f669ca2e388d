/** What is dialled on a phone instead of a number. */
export type FeatureCode =
  | { readonly kind: 'pick-up'; readonly extension: string | null }
  | { readonly kind: 'queues'; readonly signIn: boolean }
  | { readonly kind: 'do-not-disturb'; readonly on: boolean }
  /** Null: no more. */
  | { readonly kind: 'forward'; readonly number: string | null };

const FIXED: Readonly<Record<string, FeatureCode>> = {
  '*8': { kind: 'pick-up', extension: null },
  '*45': { kind: 'queues', signIn: true },
  '*46': { kind: 'queues', signIn: false },
  '*78': { kind: 'do-not-disturb', on: true },
  '*79': { kind: 'do-not-disturb', on: false },
  '*73': { kind: 'forward', number: null },
};

/** `*8` any call of one's groups, `*8201` that at 201, `*45`/`*46` into and out of the queues, `*72…`/`*73` forwarding, `*78`/`*79` silence. */
export function featureCode(dialled: string): FeatureCode | null {
  const fixed = FIXED[dialled];
  if (fixed) return fixed;
  const [, forward] = /^\*72(\+?\d{2,15})$/.exec(dialled) ?? [];
  if (forward !== undefined) return { kind: 'forward', number: forward };
  const [, extension] = /^\*8(\d{2,6})$/.exec(dialled) ?? [];
  return extension === undefined ? null : { kind: 'pick-up', extension };
}
