import { DOCUMENT } from '@angular/common';
import { inject, Injectable, signal } from '@angular/core';

/** One action on a key: Alt and a letter, so that it also works while a note is being typed. */
export interface KeyBinding {
  /** What `KeyboardEvent.code` says without `Key` or `Digit`: `H`, `1`, `Enter`. */
  readonly key: string;
  /** Already translated. */
  label(): string;
  enabled(): boolean;
  run(): void;
}

const EDITABLE = 'input, textarea, select, [contenteditable="true"]';

const keyOf = (event: KeyboardEvent): string => event.code.replace(/^(?:Key|Digit)/, '');

/** Polish letters are typed with the right Alt: only the left one is ours. */
const isOurs = (event: KeyboardEvent): boolean =>
  event.altKey && !event.ctrlKey && !event.metaKey && !event.getModifierState('AltGraph');

const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest(EDITABLE) !== null;

/** Every key that does something right now. The innermost screen wins when two want the same key. */
@Injectable({ providedIn: 'root' })
export class Keys {
  private readonly bindings = signal<readonly KeyBinding[]>([]);
  private readonly helpWanted = signal(0);

  readonly all = this.bindings.asReadonly();
  /** Counts how often somebody pressed `?`. */
  readonly helpAsked = this.helpWanted.asReadonly();

  constructor() {
    inject(DOCUMENT).addEventListener('keydown', (event) => this.pressed(event));
  }

  /** Binds a key until the returned function is called. */
  bind(binding: KeyBinding): () => void {
    this.bindings.update((all) => [...all, binding]);
    return () => this.bindings.update((all) => all.filter((each) => each !== binding));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === '?' && !isTyping(event)) {
      event.preventDefault();
      this.helpWanted.update((count) => count + 1);
      return;
    }
    if (!isOurs(event) || event.repeat) return;
    const binding = this.bindings().findLast((each) => each.key === keyOf(event) && each.enabled());
    if (!binding) return;
    event.preventDefault();
    binding.run();
  }
}
