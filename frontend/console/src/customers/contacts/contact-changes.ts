import { computed, inject, Injectable, type Signal } from '@angular/core';
import { Realtime } from '../../platform/realtime/realtime';

interface Changed {
  readonly id: string;
  readonly version: number;
  readonly at: string;
}

/** That somebody, anywhere, changed a contact, its records or its consents: a word that is another one after each change. */
@Injectable({ providedIn: 'root' })
export class ContactChanges {
  private readonly store = inject(Realtime).topic('contacts');
  private readonly contacts = this.store.all<Changed>('contact');
  private readonly consents = this.store.all<{ id: string; entries: number }>('consents');

  of(id: Signal<string>): Signal<string> {
    return computed(() => {
      const contact = this.contacts().find((each) => each.id === id());
      const consents = this.consents().find((each) => each.id === id());
      return `${contact?.version ?? ''} ${contact?.at ?? ''} ${consents?.entries ?? ''}`;
    });
  }
}
