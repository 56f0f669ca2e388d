import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SaveSftpAccount, ShownSftpAccount } from '#contracts';
import { LinesField, StatusChip, TextField, ToggleField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { accountKey, accountTone } from './account-state';

const control = <Value>(value: Value, ...validators: (typeof Validators.required)[]) =>
  new FormControl<Value>(value, { nonNullable: true, validators });

@Component({
  selector: 'app-sftp-account-page',
  imports: [TranslocoDirective, LinesField, StatusChip, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('sftp.new')"
      back="/sftp"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      @let controls = form.controls;
      @if (editor.entity(); as account) {
        <p class="wide state">
          <ui-status-chip [tone]="tone(account)">{{ t(stateKey(account)) }}</ui-status-chip>
          @if (account.folder?.full) {
            <span class="muted">{{ t('sftp.fullHint') }}</span>
          }
        </p>
      }
      <ui-text-field [control]="controls.name" [label]="t('sftp.name')" [hint]="t('sftp.nameHint')" />
      <ui-text-field
        [control]="controls.quotaMegabytes"
        [label]="t('sftp.quota')"
        [hint]="t('sftp.quotaHint')"
        type="number"
      />
      <ui-text-field
        [control]="controls.expiresOn"
        [label]="t('sftp.expiresOn')"
        [hint]="t('sftp.expiresOnHint')"
        type="date"
      />
      <ui-toggle-field [control]="controls.enabled" [label]="t('sftp.enabled')" />
      <ui-lines-field class="wide" [control]="controls.keys" [label]="t('sftp.keys')" [hint]="t('sftp.keysHint')" />
    </app-editor-page>
  `,
  styles: `
    .state {
      display: flex;
      flex-wrap: wrap;
      gap: 10px;
      align-items: center;
      margin: 0 0 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SftpAccountPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly tone = accountTone;
  protected readonly stateKey = accountKey;
  protected readonly form = new FormGroup({
    name: control('sftp-', Validators.required),
    enabled: control(true),
    quotaMegabytes: control(1000, Validators.required),
    expiresOn: control(''),
    keys: control<string[]>([], Validators.required),
  });

  readonly editor = editor<ShownSftpAccount>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<ShownSftpAccount>(`/sftp-accounts/${this.id()}`)),
    show: (account) => this.form.reset({ ...account, expiresOn: account.expiresOn ?? '' }),
    save: (version) => {
      const { expiresOn, quotaMegabytes, ...value } = this.form.getRawValue();
      const body: SaveSftpAccount = {
        ...value,
        quotaMegabytes: Number(quotaMegabytes),
        expiresOn: expiresOn === '' ? null : expiresOn,
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<ShownSftpAccount>('/sftp-accounts', body)
        : this.api.put<ShownSftpAccount>(`/sftp-accounts/${this.id()}`, body);
    },
    saved: ({ id }) => {
      if (id !== this.id()) void this.router.navigateByUrl('/sftp');
    },
  });

  protected delete(): void {
    void this.deletion.of(`/sftp-accounts/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/sftp',
    });
  }
}
