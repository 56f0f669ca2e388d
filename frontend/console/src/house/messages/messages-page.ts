import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { OwnMessage } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

/** What was sent to me. */
@Component({
  selector: 'app-messages-page',
  imports: [MatButtonModule, RouterLink, TranslocoDirective, Cell, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.messages')"
      [newLink]="maySend ? '/messages/new' : null"
      [newLabel]="t('messages.new')"
      [source]="source"
      [columns]="columns"
      [exportable]="false"
      [emptyTitle]="t('messages.empty')"
      [emptyHint]="t('messages.emptyHint')"
    >
      @if (maySend) {
        <a actions matButton routerLink="/messages/sent">{{ t('messages.sent') }}</a>
      }
      <ng-template uiCell="title" [uiCellOf]="source.rows()" let-row>
        <span>
          <strong>{{ row.title }}</strong>
          @if (row.body) {
            <br /><span class="muted">{{ row.body }}</span>
          }
        </span>
      </ng-template>
      <ng-template uiCell="sentAt" [uiCellOf]="source.rows()" let-row>{{ row.sentAt | instant }}</ng-template>
      <ng-template uiCell="readAt" [uiCellOf]="source.rows()" let-row>
        {{ row.readAt ? (row.readAt | instant) : t('messages.notRead') }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessagesPage {
  protected readonly maySend = inject(Session).may('messages.send');
  protected readonly source = listSource<OwnMessage>({ path: '/messages/mine' });
  protected readonly columns: readonly ListColumn<OwnMessage>[] = [
    { key: 'title', label: 'messages.message' },
    { key: 'from', label: 'messages.from', text: ({ from }) => from.name },
    { key: 'sentAt', label: 'messages.sentAt' },
    { key: 'readAt', label: 'messages.readAt', minor: true },
  ];
}
