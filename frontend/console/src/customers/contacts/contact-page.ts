import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact } from '#contracts';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { fullName } from '../../platform/time/formats';
import { planRecontact } from '../recontacts/plan-recontact-dialog';
import { ContactChanges } from './contact-changes';
import { ContactConsents } from './contact-consents';
import { contactForm, ContactFields, contactOf, showContact } from './contact-form';
import { ContactHistory } from './contact-history';
import { ContactMerges } from './contact-merges';
import { ContactPrivacy } from './contact-privacy';
import { ContactRecords } from './contact-records';
import { ContactRouting } from './contact-routing';

/** One contact: the card, its records over campaigns, consents, and everything that happened with it. */
@Component({
  selector: 'app-contact-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    EditorPage,
    ContactConsents,
    ContactFields,
    ContactHistory,
    ContactMerges,
    ContactPrivacy,
    ContactRecords,
    ContactRouting,
  ],
  template: `
    <ng-container *transloco="let t">
      @if (!isNew() && mayMerge) {
        <app-contact-merges [contactId]="id()" [change]="change()" (undone)="editor.load()" />
      }
      <app-editor-page [title]="name() || t('contacts.new')" back="/contacts" [editor]="editor" [readOnly]="!mayEdit">
        @if (!isNew() && mayPlan) {
          <button actions matButton type="button" (click)="callAgain()">
            <mat-icon svgIcon="schedule" />{{ t('recontacts.plan') }}
          </button>
        }
        <app-contact-fields [form]="form" />
      </app-editor-page>
      @if (!isNew()) {
        <div class="beside">
          <section class="card"><app-contact-history [contactId]="id()" [change]="change()" /></section>
          <div>
            @if (maySeeRecords) {
              <section class="card">
                <app-contact-records [contactId]="id()" [name]="name()" [change]="change()" />
              </section>
            }
            @if (mayPrioritise) {
              <section class="card"><app-contact-routing [contactId]="id()" /></section>
            }
            @if (maySeeConsents) {
              <section class="card"><app-contact-consents [contactId]="id()" [change]="change()" /></section>
            }
            @if (mayErase) {
              <section class="card"><app-contact-privacy [contactId]="id()" /></section>
            }
          </div>
        </div>
      }
    </ng-container>
  `,
  styles: `
    .beside {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
      gap: 0 16px;
      max-width: 1280px;
    }
    section {
      margin-top: 16px;
      padding: 16px 20px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly mayEdit = this.session.may('contacts.edit');
  protected readonly mayPlan = this.session.has('recontacts') && this.session.may('recontacts.view');
  protected readonly mayMerge = this.session.may('contacts.merge');
  protected readonly maySeeRecords = this.session.may('records.view');
  protected readonly maySeeConsents = this.session.may('consents.view');
  protected readonly mayPrioritise = this.session.has('prioritisation') && this.session.may('contacts.prioritise');
  protected readonly mayErase = this.session.may('privacy.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = contactForm();
  protected readonly change = inject(ContactChanges).of(this.id);

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

  constructor() {
    // Changed elsewhere: shown at once, unless somebody is typing here; then saving asks whose version shall stand.
    effect(() => {
      const [version] = this.change().split(' ');
      untracked(() => {
        const shown = this.editor.entity()?.version;
        if (!version || shown === undefined || Number(version) === shown || this.editor.dirty) return;
        void this.refresh();
      });
    });
  }

  protected callAgain(): void {
    planRecontact(this.dialog, { contactId: this.id(), recordId: null, name: this.name() });
  }

  private async refresh(): Promise<void> {
    const contact = await this.api.get<Contact>(`/contacts/${this.id()}`).catch(() => null);
    if (!contact) return;
    if (this.editor.dirty) return;
    this.editor.entity.set(contact);
    showContact(this.form, contact);
    this.form.markAsPristine();
  }
}
