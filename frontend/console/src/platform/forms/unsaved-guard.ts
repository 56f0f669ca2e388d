import { inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import type { CanDeactivateFn } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { ask } from '../../../../ui';

export interface HasEditor {
  readonly editor: { readonly dirty: boolean };
}

/** Asks before a page with unsaved changes is left. */
export const unsavedGuard: CanDeactivateFn<HasEditor> = async (page) => {
  if (!page.editor.dirty) return true;
  const transloco = inject(TranslocoService);
  const answer = await ask<'stay' | 'leave'>(inject(MatDialog), {
    title: transloco.translate('ui.unsavedTitle'),
    text: transloco.translate('ui.unsavedText'),
    choices: [
      { answer: 'leave', label: transloco.translate('ui.unsavedLeave') },
      { answer: 'stay', label: transloco.translate('ui.unsavedStay') },
    ],
  });
  return answer === 'leave';
};
