import { EnvironmentInjector, inject, runInInjectionContext } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { unsavedGuard, type HasEditor } from '../../platform/forms/unsaved-guard';

interface SavesItself {
  readonly editor: HasEditor['editor'] & { flush(): Promise<boolean> };
}

/** A draft saves itself: what is not saved yet is saved first, and only what cannot be is asked about. */
export const flowGuard: CanDeactivateFn<SavesItself> = async (page, route, state, next) => {
  const injector = inject(EnvironmentInjector);
  await page.editor.flush();
  return runInInjectionContext(injector, () => unsavedGuard(page, route, state, next) as Promise<boolean>);
};
