import type { VpnPeer } from '#contracts';
import type { Tone } from '../../../../ui';

export const peerTone = ({ enabled, tunnel }: VpnPeer): Tone =>
  !enabled || !tunnel ? 'quiet' : tunnel.up ? 'ok' : 'bad';

export function peerKey({ enabled, tunnel }: VpnPeer): string {
  if (!enabled) return 'vpn.off';
  if (!tunnel) return 'vpn.unknown';
  return tunnel.up ? 'vpn.up' : 'vpn.down';
}
