import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact, ContactField, FieldValues, SaveContact } from '#contracts';
import { LinesField, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { FieldDefinitions } from './field-definitions';

export type ContactForm = ReturnType<typeof contactForm>;
type Value = FieldValues[string];

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
    // Controls come with the definitions, which arrive when they arrive.
    fields: new FormGroup<Record<string, FormControl<Value>>>({}),
  });
}

/** What was shown last, for controls that come later than the contact. */
const shown = new WeakMap<ContactForm, FieldValues>();

export function showContact(form: ContactForm, contact: Contact): void {
  shown.set(form, contact.fields);
  form.reset({ ...contact, fields: {} });
  for (const [key, control] of Object.entries(form.controls.fields.controls))
    control.reset(contact.fields[key] ?? null);
}

export const contactOf = (form: ContactForm, version: number | undefined): SaveContact => ({
  ...form.getRawValue(),
  ...(version !== undefined && { version }),
});

@Component({
  selector: 'app-contact-fields',
  imports: [TranslocoDirective, LinesField, SelectField, TextField, ToggleField],
  template: `
    <ng-container *transloco="let t">
      <ui-text-field [control]="form().controls.firstName" [label]="t('contacts.firstName')" />
      <ui-text-field [control]="form().controls.lastName" [label]="t('contacts.lastName')" />
      <ui-text-field class="wide" [control]="form().controls.company" [label]="t('contacts.company')" />
      <ui-lines-field [control]="form().controls.phones" [label]="t('contacts.phones')" [hint]="t('ui.onePerLine')" />
      <ui-lines-field [control]="form().controls.emails" [label]="t('contacts.emails')" [hint]="t('ui.onePerLine')" />
      @for (own of ownFields(); track own.field.id) {
        @switch (own.kind) {
          @case ('choice') {
            <ui-select-field [control]="own.control" [label]="own.field.label" [options]="own.options" />
          }
          @case ('toggle') {
            <ui-toggle-field [control]="own.toggle" [label]="own.field.label" />
          }
          @default {
            <ui-text-field [control]="own.control" [label]="own.field.label" [type]="own.type" />
          }
        }
      }
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
  private readonly definitions = inject(FieldDefinitions);
  private readonly fields = computed(() => this.definitions.of());
  protected readonly ownFields = computed(() => this.fields().map((field) => own(this.form(), field)));

  constructor() {
    effect(() => this.ownFields());
  }
}

type InputType = 'text' | 'number' | 'date' | 'tel' | 'email';
const INPUTS: Readonly<Partial<Record<ContactField['type'], InputType>>> = {
  date: 'date',
  phone: 'tel',
  email: 'email',
};

/** One defined field with its control, which the form gets on the way. */
function own(form: ContactForm, field: ContactField) {
  const control = controlOf(form, field);
  return {
    field,
    control,
    toggle: control as FormControl<boolean>,
    kind: field.type === 'choice' ? 'choice' : field.type === 'boolean' ? 'toggle' : 'text',
    type: INPUTS[field.type] ?? 'text',
    options: field.choices.map((choice): Option => ({ value: choice, label: choice })),
  };
}

function controlOf(form: ContactForm, field: ContactField): FormControl<Value> {
  const there = form.controls.fields.controls[field.key];
  if (there) return there;
  const value = shown.get(form)?.[field.key] ?? null;
  const control = new FormControl<Value>(value, field.required ? [Validators.required] : []);
  if (form.disabled) control.disable();
  form.controls.fields.addControl(field.key, control, { emitEvent: false });
  return control;
}
