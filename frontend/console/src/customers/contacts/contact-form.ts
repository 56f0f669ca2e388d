import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact, SaveContact } from '#contracts';
import { LinesField, TextField } from '../../../../ui';

export type ContactForm = ReturnType<typeof contactForm>;

/** The fields of a contact; the same on the desk and on the contact's page. */
export function contactForm() {
  const text = () => new FormControl('', { nonNullable: true });
  const lines = () => new FormControl<string[]>([], { nonNullable: true });
  return new FormGroup({
    firstName: text(),
    lastName: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    company: text(),
    phones: lines(),
    emails: lines(),
    note: text(),
  });
}

export const showContact = (form: ContactForm, contact: Contact): void => form.reset(contact);

export const contactOf = (form: ContactForm, version: number | undefined): SaveContact => ({
  ...form.getRawValue(),
  ...(version !== undefined && { version }),
});

@Component({
  selector: 'app-contact-fields',
  imports: [TranslocoDirective, LinesField, TextField],
  template: `
    <ng-container *transloco="let t">
      <ui-text-field [control]="form().controls.firstName" [label]="t('contacts.firstName')" />
      <ui-text-field [control]="form().controls.lastName" [label]="t('contacts.lastName')" />
      <ui-text-field class="wide" [control]="form().controls.company" [label]="t('contacts.company')" />
      <ui-lines-field [control]="form().controls.phones" [label]="t('contacts.phones')" [hint]="t('ui.onePerLine')" />
      <ui-lines-field [control]="form().controls.emails" [label]="t('contacts.emails')" [hint]="t('ui.onePerLine')" />
      <ui-text-field class="wide" [control]="form().controls.note" [label]="t('contacts.note')" [lines]="3" />
    </ng-container>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactFields {
  readonly form = input.required<ContactForm>();
}
