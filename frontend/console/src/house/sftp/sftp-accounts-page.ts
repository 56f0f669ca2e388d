import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { ShownSftpAccount } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { Language } from '../../platform/language/language';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { bytesText } from '../../platform/time/formats';
import { InstantPipe } from '../../platform/time/format-pipes';
import { accountKey, accountTone } from './account-state';

/** Who brings and fetches files by SFTP, each in a folder of his own. */
@Component({
  selector: 'app-sftp-accounts-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.sftp')"
      newLink="/sftp/new"
      [exportable]="false"
      [newLabel]="t('sftp.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('sftp.empty')"
      [emptyHint]="t('sftp.emptyHint')"
    >
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-account>
        <ui-status-chip [tone]="tone(account)">{{ t(key(account)) }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="expires" [uiCellOf]="source.rows()" let-account>
        {{ account.expiresOn ? (account.expiresOn | instant: 'date') : t('sftp.never') }}
      </ng-template>
      <ng-template uiCell="lastSignIn" [uiCellOf]="source.rows()" let-account>
        {{ account.folder?.lastSignIn | instant }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SftpAccountsPage {
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(Language);
  protected readonly tone = accountTone;
  protected readonly key = accountKey;
  protected readonly source = listSource<ShownSftpAccount>({ path: '/sftp-accounts', sort: 'name' });
  protected readonly columns: readonly ListColumn<ShownSftpAccount>[] = [
    { key: 'name', label: 'sftp.name', sort: 'name', text: ({ name }) => name },
    { key: 'state', label: 'sftp.state' },
    { key: 'used', label: 'sftp.used', text: (account) => this.used(account) },
    { key: 'expires', label: 'sftp.expires', minor: true },
    { key: 'lastSignIn', label: 'sftp.lastSignIn', minor: true },
  ];
  protected link = ({ id }: ShownSftpAccount): string => `/sftp/${id}`;

  private used({ folder, quotaMegabytes }: ShownSftpAccount): string {
    const { locale } = this.language;
    const quota = bytesText(quotaMegabytes * 1_048_576, locale);
    return this.transloco.translate('sftp.usedOf', { used: bytesText(folder?.bytes ?? 0, locale), quota });
  }
}
