import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact, SaveContact } from '#contracts';
import { EmptyState, ErrorState, Skeleton, TextField } from '../../../../ui';
import { Editor } from '../../platform/forms/editor';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { OnKey } from '../../platform/keys/on-key';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { fullName, initials } from '../../platform/time/formats';
import { PastCalls } from '../../voice/calls/past-calls';
import { ContactCardSource, type CardSubject } from './contact-card-source';
import { contactForm, ContactFields, contactOf, showContact } from './contact-form';

/** The caller's card: known, one of several, or new; edited in place. */
@Component({
  selector: 'app-contact-card',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    RouterLink,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    Skeleton,
    TextField,
    OnKey,
    InstantPipe,
    PhonePipe,
    PastCalls,
    ContactFields,
  ],
  providers: [ContactCardSource],
  templateUrl: './contact-card.html',
  styleUrl: './contact-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactCard {
  readonly call = input.required<CardSubject>();
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  protected readonly source = inject(ContactCardSource);
  protected readonly form = contactForm();
  protected readonly editing = signal(false);
  protected readonly name = computed(() => fullName(this.source.contact()));
  protected readonly initials = computed(() => initials(this.name()));
  protected readonly problem = computed(() => this.problems.of(this.source.failed()));

  protected readonly editor = new Editor<Contact>({
    form: this.form,
    load: () => Promise.resolve(this.source.contact()),
    show: (contact) => showContact(this.form, contact),
    save: (version) => this.store(version),
    saved: (contact) => {
      this.source.saved(contact);
      this.editing.set(false);
    },
  });

  constructor() {
    let shown = '';
    effect(() => {
      const call = this.call();
      untracked(() => this.source.show(call));
      if (call.id !== shown) untracked(() => this.begin());
      shown = call.id;
    });
  }

  protected async edit(): Promise<void> {
    if (this.source.contact()) {
      this.form.reset();
      this.editor.entity.set(null);
      await this.editor.load();
    }
    // Whoever was unknown keeps what has been typed into the short form.
    this.editing.set(true);
  }

  /** Another call: nothing of the last one's form stays. */
  private begin(): void {
    this.editing.set(false);
    this.form.reset();
    this.editor.entity.set(null);
    this.form.patchValue(this.guess());
  }

  /** What the network says about the caller, as a beginning. */
  private guess(): Partial<SaveContact> {
    const { number, displayName } = this.call();
    const words = displayName?.split(' ') ?? [];
    return { phones: number ? [number] : [], firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
  }

  private store(version: number | undefined): Promise<Contact> {
    const contact = this.source.contact();
    const body = contactOf(this.form, version);
    return contact
      ? this.api.patch<Contact>(`/contacts/${contact.id}`, body)
      : this.api.post<Contact>('/contacts', body);
  }
}
