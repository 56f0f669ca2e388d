import { DestroyRef, inject } from '@angular/core';

/** Does it now, and again and again while the page is open. */
export function whileOpen(everyMs: number, work: () => unknown): void {
  void work();
  const timer = setInterval(work, everyMs);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
}
