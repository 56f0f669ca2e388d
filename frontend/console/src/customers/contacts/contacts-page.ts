import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';

@Component({
  selector: 'app-contacts-page',
  imports: [TranslocoDirective, Cell, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.contacts')"
      [newLink]="mayEdit ? '/contacts/new' : null"
      [newLabel]="t('contacts.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('contacts.empty')"
      [emptyHint]="t('contacts.emptyHint')"
    >
      <ng-template uiCell="updatedAt" [uiCellOf]="source.rows()" let-contact
        ><time>{{ contact.updatedAt | instant }}</time></ng-template
      >
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactsPage {
  protected readonly mayEdit = inject(Session).may('contacts.edit');
  protected readonly source = listSource<Contact>({ path: '/contacts', sort: 'lastName' });
  protected readonly columns: readonly ListColumn<Contact>[] = [
    {
      key: 'name',
      label: 'contacts.name',
      sort: 'lastName',
      text: ({ firstName, lastName }) => `${lastName} ${firstName}`,
    },
    { key: 'company', label: 'contacts.company', text: ({ company }) => company },
    { key: 'phones', label: 'contacts.phones', text: ({ phones }) => phones.map(phoneText).join(', ') },
    { key: 'emails', label: 'contacts.emails', minor: true, text: ({ emails }) => emails.join(', ') },
    { key: 'updatedAt', label: 'contacts.updated', sort: 'updatedAt', minor: true },
  ];
  protected link = ({ id }: Contact): string => `/contacts/${id}`;
}
