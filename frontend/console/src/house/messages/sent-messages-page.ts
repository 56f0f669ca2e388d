import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { MESSAGE_KINDS, type SentMessage } from '#contracts';
import { ask, Cell, FilterSelect, StatusChip, type ListColumn } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { ReceiptsDialog } from './receipts-dialog';

/** What I sent (administrators: what anybody sent), and how many have read it. */
@Component({
  selector: 'app-sent-messages-page',
  imports: [MatButtonModule, TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('messages.sent')"
      newLink="/messages/new"
      [newLabel]="t('messages.new')"
      [source]="source"
      [columns]="columns"
      [emptyTitle]="t('messages.emptySent')"
    >
      <ng-container filters>
        <ui-filter-select
          [label]="t('messages.kind')"
          [options]="kinds()"
          [value]="source.filter('kind')"
          (changed)="source.setFilter('kind', $event)"
        />
      </ng-container>
      <ng-template uiCell="kind" [uiCellOf]="source.rows()" let-row>
        <ui-status-chip [tone]="row.kind === 'maintenance' ? 'warn' : 'quiet'">{{
          t('messageKinds.' + row.kind)
        }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="sentAt" [uiCellOf]="source.rows()" let-row>{{ row.sentAt | instant }}</ng-template>
      <ng-template uiCell="read" [uiCellOf]="source.rows()" let-row>
        <button matButton type="button" (click)="receipts(row)">
          {{ t('messages.readOf', { read: row.read, all: row.recipients }) }}
        </button>
      </ng-template>
      <ng-template uiCell="withdraw" [uiCellOf]="source.rows()" let-row>
        @if (row.withdrawnAt) {
          <span class="muted">{{ t('messages.withdrawn') }}</span>
        } @else {
          <button matButton type="button" (click)="withdraw(row)">{{ t('messages.withdraw') }}</button>
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SentMessagesPage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly source = listSource<SentMessage>({ path: '/messages', sort: '-sentAt', filters: ['kind'] });
  protected kinds = () => this.vocabulary.options('messageKinds', MESSAGE_KINDS);
  protected readonly columns: readonly ListColumn<SentMessage>[] = [
    { key: 'title', label: 'messages.message', text: ({ title }) => title },
    { key: 'kind', label: 'messages.kind' },
    { key: 'from', label: 'messages.from', minor: true, text: ({ from }) => from.name },
    { key: 'sentAt', label: 'messages.sentAt', sort: 'sentAt' },
    { key: 'read', label: 'messages.readAt' },
    { key: 'withdraw', label: '' },
  ];

  protected receipts(message: SentMessage): void {
    this.dialog.open(ReceiptsDialog, { data: message, width: '480px' });
  }

  protected async withdraw({ id, title }: SentMessage): Promise<void> {
    const t = (key: string): string => this.transloco.translate(key);
    const answer = await ask<'yes' | 'no'>(this.dialog, {
      title,
      text: t('messages.withdrawAsk'),
      choices: [
        { answer: 'no', label: t('ui.cancel') },
        { answer: 'yes', label: t('messages.withdraw'), danger: true },
      ],
    });
    if (answer !== 'yes') return;
    await this.toasts.try(() => this.api.delete(`/messages/${id}`), 'ui.saved');
    await this.source.load();
  }
}
