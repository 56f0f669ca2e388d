import { computed, inject, Injectable, resource, signal } from '@angular/core';
import type { CallListItem, CallView, Contact, Page } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

export type CardSubject = Pick<CallView, 'id' | 'number' | 'displayName' | 'contact'>;

const PAST_CALLS = 8;

/** Who is calling, as the house knows them: the matched contact, those who share the number, and their past calls. */
@Injectable()
export class ContactCardSource {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly subject = signal<CardSubject | null>(null);
  private readonly picked = signal<string | null>(null);

  readonly mayView = computed(() => this.session.may('contacts.view'));
  readonly mayEdit = computed(() => this.session.may('contacts.edit'));
  private readonly contactId = computed(() => this.picked() ?? this.subject()?.contact?.id ?? null);

  private readonly one = resource({
    params: () => (this.mayView() ? (this.contactId() ?? undefined) : undefined),
    loader: ({ params }) => this.api.get<Contact>(`/contacts/${params}`),
  });
  private readonly sharing = resource({
    params: () => (this.mayView() && !this.contactId() ? (this.subject()?.number ?? undefined) : undefined),
    loader: ({ params }) => this.api.page<Contact>('/contacts', { phone: params, limit: 5 }),
  });
  /** Of the contact; of the bare number while nobody is known by it. */
  private readonly pastQuery = computed(() => {
    const [contactId, number] = [this.contactId(), this.subject()?.number];
    if (contactId) return { path: `/contacts/${contactId}/calls`, search: null };
    return number && this.session.may('calls.history.own') ? { path: '/calls', search: number } : undefined;
  });
  private readonly past = resource({
    params: () => (this.mayView() ? this.pastQuery() : undefined),
    loader: ({ params: { path, search } }) => this.api.page<CallListItem>(path, { search, limit: PAST_CALLS }),
  });

  readonly contact = computed(() => (this.contactId() && this.one.hasValue() ? this.one.value() : null));
  readonly candidates = computed(() =>
    !this.contactId() && this.sharing.hasValue() ? this.sharing.value().items : [],
  );
  readonly pastCalls = computed(() => {
    const page: Page<CallListItem> | null = this.past.hasValue() ? this.past.value() : null;
    return (page?.items ?? []).filter(({ id }) => id !== this.subject()?.id);
  });
  readonly loading = computed(() => (this.one.isLoading() || this.sharing.isLoading()) && !this.contact());
  readonly failed = computed(() => this.one.error() ?? this.sharing.error() ?? null);

  show(subject: CardSubject): void {
    if (subject.id !== this.subject()?.id) this.picked.set(null);
    this.subject.set(subject);
  }

  pick(contact: Contact): void {
    this.picked.set(contact.id);
  }

  /** A contact was saved here: show what the server stored. */
  saved(contact: Contact): void {
    this.picked.set(contact.id);
    this.one.set(contact);
  }

  retry(): void {
    this.one.reload();
    this.sharing.reload();
  }
}
