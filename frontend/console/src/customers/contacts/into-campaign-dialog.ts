import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, type MatDialog, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { CAMPAIGN_STATES, type Campaign, type TookContact } from '#contracts';
import { SelectField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { FormDialog } from '../../platform/forms/form-dialog';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { RecordTermsFields, recordTermsForm, termsOf } from './record-terms-fields';

interface Person {
  readonly contactId: string;
  readonly name: string;
}

const OPEN = CAMPAIGN_STATES.filter((state) => state !== 'finished').map((state) => `state=${state}`);

/** Into which campaign a contact is put, and on which terms. */
@Component({
  selector: 'app-into-campaign-dialog',
  imports: [MatButtonModule, TranslocoDirective, SelectField, FormDialog, RecordTermsFields],
  template: `
    <app-form-dialog
      *transloco="let t"
      [heading]="t('records.intoCampaign') + ': ' + person.name"
      [problem]="editor.problem()"
    >
      <ui-select-field
        [control]="form.controls.campaignId"
        [label]="t('records.campaign')"
        [options]="campaigns.options()"
      />
      <app-record-terms-fields [form]="terms" />
      <button actions matButton="filled" type="button" [disabled]="editor.saving()" (click)="editor.save()">
        {{ t('records.putIn') }}
      </button>
    </app-form-dialog>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntoCampaignDialog {
  protected readonly person = inject<Person>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<IntoCampaignDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);
  protected readonly campaigns = names<Campaign>(`/campaigns?${OPEN.join('&')}`, ({ name }) => name);
  protected readonly terms = recordTermsForm();
  protected readonly form = new FormGroup({
    ...this.terms.controls,
    campaignId: new FormControl<string | null>(null, [Validators.required]),
  });

  protected readonly editor = editor({
    form: this.form,
    load: () => Promise.resolve(null),
    show: () => undefined,
    // The new record is not read back: the dialog closes, and what is behind it shows it.
    save: async () => {
      const body = { ...termsOf(this.terms), contactId: this.person.contactId };
      const campaignId = this.form.controls.campaignId.value ?? '';
      await this.api.post<TookContact>(`/campaigns/${campaignId}/contacts`, body);
      return { version: 1 };
    },
    saved: () => this.dialog.close(true),
  });
}

/** Asks for the campaign and the terms; `then` once the contact is in it. */
export function intoCampaign(dialog: MatDialog, data: Person, then: () => void): void {
  dialog
    .open<IntoCampaignDialog, Person, boolean>(IntoCampaignDialog, { data, width: '480px' })
    .afterClosed()
    .subscribe((taken) => {
      if (taken) then();
    });
}
