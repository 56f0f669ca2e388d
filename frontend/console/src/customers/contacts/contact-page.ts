import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CallListItem, Contact } from '#contracts';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { fullName } from '../../platform/time/formats';
import { PastCalls } from '../../voice/calls/past-calls';
import { contactForm, ContactFields, contactOf, showContact } from './contact-form';

const SHOWN = 50;

/** One contact: the card and every call with it. */
@Component({
  selector: 'app-contact-page',
  imports: [TranslocoDirective, EditorPage, ContactFields, PastCalls],
  template: `
    <ng-container *transloco="let t">
      <app-editor-page [title]="name() || t('contacts.new')" back="/contacts" [editor]="editor" [readOnly]="!mayEdit">
        <app-contact-fields [form]="form" />
      </app-editor-page>
      @if (!isNew()) {
        <section class="card">
          <h2>{{ t('card.past') }}</h2>
          <app-past-calls [calls]="calls.hasValue() ? calls.value().items : []" />
        </section>
      }
    </ng-container>
  `,
  styles: `
    section {
      max-width: 880px;
      margin-top: 16px;
      padding: 16px 20px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly mayEdit = inject(Session).may('contacts.edit');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = contactForm();
  protected readonly calls = resource({
    params: () => (this.isNew() ? undefined : this.id()),
    loader: ({ params }) => this.api.page<CallListItem>(`/contacts/${params}/calls`, { limit: SHOWN }),
  });

  readonly editor = editor<Contact>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Contact>(`/contacts/${this.id()}`)),
    show: (contact) => {
      showContact(this.form, contact);
      if (!this.mayEdit) this.form.disable();
    },
    save: (version) => {
      const body = contactOf(this.form, version);
      return version === undefined
        ? this.api.post<Contact>('/contacts', body)
        : this.api.patch<Contact>(`/contacts/${this.id()}`, body);
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/contacts/${id}`);
    },
  });
  protected readonly name = computed(() => fullName(this.editor.entity()));
}
