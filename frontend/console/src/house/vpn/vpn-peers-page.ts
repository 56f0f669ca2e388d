import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { VpnPeer } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { Language } from '../../platform/language/language';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { bytesText } from '../../platform/time/formats';
import { peerKey, peerTone } from './peer-state';

/** The other ends of IPsec tunnels, and how each tunnel is. */
@Component({
  selector: 'app-vpn-peers-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.vpn')"
      newLink="/vpn/new"
      [exportable]="false"
      [newLabel]="t('vpn.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('vpn.empty')"
      [emptyHint]="t('vpn.emptyHint')"
    >
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-peer>
        <ui-status-chip [tone]="tone(peer)">{{ t(key(peer)) }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VpnPeersPage {
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(Language);
  protected readonly tone = peerTone;
  protected readonly key = peerKey;
  protected readonly source = listSource<VpnPeer>({ path: '/vpn-peers', sort: 'name' });
  protected readonly columns: readonly ListColumn<VpnPeer>[] = [
    { key: 'name', label: 'vpn.name', sort: 'name', text: ({ name }) => name },
    { key: 'state', label: 'vpn.state' },
    { key: 'remote', label: 'vpn.remote', minor: true, text: ({ remote }) => this.address(remote) },
    { key: 'services', label: 'vpn.services', minor: true, text: (peer) => this.services(peer) },
    { key: 'traffic', label: 'vpn.traffic', minor: true, text: (peer) => this.traffic(peer) },
    { key: 'lastError', label: 'vpn.lastError', minor: true, text: ({ tunnel }) => tunnel?.lastError ?? '' },
  ];
  protected link = ({ id }: VpnPeer): string => `/vpn/${id}`;

  private address(remote: string): string {
    return remote === 'anywhere' ? this.transloco.translate('vpn.anywhere') : remote;
  }

  private services({ services }: VpnPeer): string {
    return services.map((service) => this.transloco.translate(`vpnServices.${service}`)).join(', ');
  }

  private traffic({ tunnel }: VpnPeer): string {
    if (!tunnel?.up) return '';
    const { locale } = this.language;
    return `${bytesText(tunnel.bytesIn, locale)} / ${bytesText(tunnel.bytesOut, locale)}`;
  }
}
