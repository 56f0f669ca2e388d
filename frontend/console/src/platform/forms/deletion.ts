import { inject, Injectable } from '@angular/core';
import type { FormGroup } from '@angular/forms';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { ask } from '../../../../ui';
import { Api } from '../http/api';
import { Toasts } from '../look/toasts';

/** Asks, deletes, and goes back to the list. */
@Injectable({ providedIn: 'root' })
export class Deletion {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);

  async of(path: string, { name, form, back }: { name: string; form: FormGroup; back: string }): Promise<void> {
    if (!(await this.asked(path, name))) return;
    form.markAsPristine();
    await this.router.navigateByUrl(back);
  }

  /** Asks and deletes; false when it was not to be, or failed. */
  async asked(path: string, name: string): Promise<boolean> {
    const answer = await ask<'no' | 'yes'>(this.dialog, {
      title: this.transloco.translate('deletion.title', { name }),
      text: this.transloco.translate('deletion.text'),
      choices: [
        { answer: 'no', label: this.transloco.translate('ui.cancel') },
        { answer: 'yes', label: this.transloco.translate('ui.delete'), danger: true },
      ],
    });
    return answer === 'yes' && this.toasts.try(() => this.api.delete(path), 'ui.deleted');
  }
}
