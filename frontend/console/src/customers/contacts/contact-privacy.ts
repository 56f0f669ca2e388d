import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { FormControl, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Erasure } from '#contracts';
import { ask, TextField } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';

/** What a person may ask for: a copy of everything, and that it be erased. */
@Component({
  selector: 'app-contact-privacy',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, TextField],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('privacy.title') }}</h2>
      @if (erasure(); as done) {
        <p role="status">{{ t('privacy.erased') }}</p>
        <button matButton="tonal" type="button" (click)="certificate(done)">
          <mat-icon svgIcon="download" />{{ t('privacy.certificate') }}
        </button>
      } @else {
        <p class="muted">{{ t('privacy.hint') }}</p>
        <button matButton type="button" [disabled]="busy()" (click)="copy()">
          <mat-icon svgIcon="download" />{{ t('privacy.copy') }}
        </button>
        <form novalidate (submit)="$event.preventDefault(); erase()">
          <ui-text-field [control]="reason" [label]="t('privacy.reason')" />
          <button matButton type="submit" class="erase" [disabled]="busy()">
            <mat-icon svgIcon="delete" />{{ t('privacy.erase') }}
          </button>
        </form>
      }
    </ng-container>
  `,
  styles: `
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      margin-top: 8px;
    }
    ui-text-field {
      flex: 1 1 220px;
    }
    .erase {
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactPrivacy {
  readonly contactId = input.required<string>();
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly busy = signal(false);
  protected readonly erasure = signal<Erasure | null>(null);
  protected readonly reason = new FormControl('', {
    nonNullable: true,
    validators: [Validators.required, Validators.minLength(3)],
  });

  protected copy(): Promise<void> {
    return this.doing(async () => {
      save(await this.api.postForBlob(`/contacts/${this.contactId()}/personal-data`, {}), 'personal-data.zip');
    });
  }

  protected async erase(): Promise<void> {
    this.reason.markAsTouched();
    if (this.reason.invalid) return;
    const say = (key: string): string => this.transloco.translate(key);
    const answer = await ask<'erase' | 'keep'>(this.dialog, {
      title: say('privacy.eraseTitle'),
      text: say('privacy.eraseText'),
      choices: [
        { answer: 'keep', label: say('ui.cancel') },
        { answer: 'erase', label: say('privacy.erase'), danger: true },
      ],
      modal: true,
    });
    if (answer !== 'erase') return;
    const body = { reason: this.reason.value };
    await this.doing(async () => {
      this.erasure.set(await this.api.post<Erasure>(`/contacts/${this.contactId()}/erasure`, body));
    });
  }

  protected certificate({ id }: Erasure): Promise<void> {
    return this.doing(async () => save(await this.api.blob(`/erasures/${id}/certificate`), `certificate-${id}.html`));
  }

  private async doing(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(work);
    this.busy.set(false);
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
