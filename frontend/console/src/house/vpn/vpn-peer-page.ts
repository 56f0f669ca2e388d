import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { VPN_AUTHENTICATIONS, VPN_SERVICES, type SaveVpnPeer, type VpnPeer } from '#contracts';
import { LinesField, SelectField, StatusChip, TextField, ToggleField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { peerKey, peerTone } from './peer-state';

const control = <Value>(value: Value, ...validators: (typeof Validators.required)[]) =>
  new FormControl<Value>(value, { nonNullable: true, validators });

@Component({
  selector: 'app-vpn-peer-page',
  imports: [TranslocoDirective, LinesField, SelectField, StatusChip, TextField, ToggleField, EditorPage],
  templateUrl: './vpn-peer-page.html',
  styleUrl: './vpn-peer-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VpnPeerPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly words = inject(Vocabulary).options;
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly tone = peerTone;
  protected readonly stateKey = peerKey;
  protected readonly form = new FormGroup({
    name: control('', Validators.required),
    enabled: control(true),
    remote: control('', Validators.required),
    localAddress: control('', Validators.required),
    localIdentity: control('', Validators.required),
    remoteIdentity: control('', Validators.required),
    remoteNetworks: control<string[]>([], Validators.required),
    services: control<SaveVpnPeer['services']>(['reporting-database'], Validators.required),
    authentication: control<SaveVpnPeer['authentication']>('certificate'),
    key: control(''),
    initiate: control(true),
  });

  readonly editor = editor<VpnPeer>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<VpnPeer>(`/vpn-peers/${this.id()}`)),
    show: (peer) => this.form.reset({ ...peer, key: '' }),
    save: (version) => {
      const { key, ...value } = this.form.getRawValue();
      const body: SaveVpnPeer = {
        ...value,
        ...(key !== '' && { key }),
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<VpnPeer>('/vpn-peers', body)
        : this.api.put<VpnPeer>(`/vpn-peers/${this.id()}`, body);
    },
    saved: ({ id }) => {
      if (id !== this.id()) void this.router.navigateByUrl('/vpn');
    },
  });

  protected services = () => this.words('vpnServices', VPN_SERVICES);
  protected authentications = () => this.words('vpnAuthentications', VPN_AUTHENTICATIONS);

  protected delete(): void {
    void this.deletion.of(`/vpn-peers/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/vpn',
    });
  }
}
