import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { GsmDevice } from '#contracts';
import { ask, Cell, type ListColumn } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';
import { AddDeviceDialog } from './add-device-dialog';

/** Mobile phones that may tell their calls. */
@Component({
  selector: 'app-gsm-devices-page',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, Cell, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('gsm.devices')"
      [source]="source"
      [columns]="columns"
      [emptyTitle]="t('gsm.noDevices')"
      [emptyHint]="t('gsm.noDevicesHint')"
    >
      <button actions matButton="filled" type="button" (click)="add()">
        <mat-icon svgIcon="add" />{{ t('gsm.add') }}
      </button>
      <ng-template uiCell="lastSeenAt" [uiCellOf]="source.rows()" let-row>
        {{ row.lastSeenAt ? (row.lastSeenAt | instant) : '–' }}
      </ng-template>
      <ng-template uiCell="revoke" [uiCellOf]="source.rows()" let-row>
        @if (row.revokedAt) {
          <span class="muted">{{ t('gsm.revoked') }}</span>
        } @else {
          <button matButton type="button" (click)="revoke(row)">{{ t('gsm.revoke') }}</button>
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GsmDevicesPage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly source = listSource<GsmDevice>({ path: '/gsm-devices', sort: '-createdAt' });
  protected readonly columns: readonly ListColumn<GsmDevice>[] = [
    { key: 'name', label: 'gsm.device', sort: 'name', text: ({ name }) => name },
    { key: 'user', label: 'gsm.person', text: ({ userName }) => userName },
    { key: 'number', label: 'gsm.number', text: ({ number }) => phoneText(number) },
    { key: 'lastSeenAt', label: 'gsm.lastSeenAt' },
    { key: 'calls', label: 'gsm.calls', numeric: true, minor: true, text: ({ calls }) => calls },
    { key: 'revoke', label: '' },
  ];

  protected add(): void {
    this.dialog
      .open(AddDeviceDialog, { width: '480px', disableClose: true })
      .afterClosed()
      .subscribe(() => void this.source.load());
  }

  protected async revoke({ id, name }: GsmDevice): Promise<void> {
    const t = (key: string): string => this.transloco.translate(key);
    const answer = await ask<'yes' | 'no'>(this.dialog, {
      title: name,
      text: t('gsm.revokeAsk'),
      choices: [
        { answer: 'no', label: t('ui.cancel') },
        { answer: 'yes', label: t('gsm.revoke'), danger: true },
      ],
    });
    if (answer !== 'yes') return;
    await this.toasts.try(() => this.api.post(`/gsm-devices/${id}/revoke`), 'ui.saved');
    await this.source.load();
  }
}
