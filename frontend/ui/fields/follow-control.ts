import { ChangeDetectorRef, effect, inject, type Signal } from '@angular/core';
import type { AbstractControl } from '@angular/forms';

/**
 * Lets a field, or a part of a form, show what happens to its control from outside: filled by what was loaded, touched by a form
 * that was sent, refused by the server, disabled. Without zones nothing else would tell it. Call it where `inject` works.
 */
export function followControl(control: Signal<AbstractControl>): void {
  const view = inject(ChangeDetectorRef);
  effect((onCleanup) => {
    const following = control().events.subscribe(() => view.markForCheck());
    onCleanup(() => following.unsubscribe());
  });
}
