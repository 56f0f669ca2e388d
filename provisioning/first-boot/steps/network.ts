import { mustRun } from '../../../appliance/box';
import type { Answers } from '../answers';
import { filesStep } from '../files-step';

const HEAD = '# Written by the set-up; `centrala configure network` writes it anew.\n';

/** For systemd-networkd. */
export function networkFile({ network }: Answers): string {
  const match = `${HEAD}[Match]\nType=ether\n\n[Network]\n`;
  if (network.mode === 'dhcp') return `${match}DHCP=yes\n`;
  const servers = network.nameServers.map((each) => `DNS=${each}\n`).join('');
  return `${match}Address=${network.address}\nGateway=${network.gateway}\n${servers}`;
}

const isIpv4 = (address: string): boolean => !address.includes(':');

/** For nftables.conf, which names the two. */
export function addressesFile({ managementNetworks, trunkAddresses }: Answers): string {
  const set = (name: string, addresses: readonly string[]) =>
    `define ${name} = { ${addresses.filter(isIpv4).join(', ') || '127.0.0.1'} }\n`;
  return `${HEAD}${set('management', managementNetworks)}${set('trunks', trunkAddresses)}`;
}

/** At the head of the chain: what is refused has not been looked at yet. */
export const reportingFile = ({ reportingInterfaces }: Answers): string =>
  HEAD +
  reportingInterfaces
    .map((name) => `insert rule inet centrala input iifname "${name}" tcp dport 5433 accept\n`)
    .join('');

export const networkStep = filesStep({
  name: 'network',
  title: 'Addresses and who may come in',
  files: ({ answers }) => [
    { path: '/etc/systemd/network/10-lan.network', content: networkFile(answers) },
    { path: '/etc/nftables.d/addresses.nft', content: addressesFile(answers), mode: 0o640 },
    { path: '/etc/nftables.d/reporting.nft', content: reportingFile(answers), mode: 0o640 },
  ],
  announce: async ({ box }) => {
    await mustRun(box, 'networkctl', ['reload']);
    await mustRun(box, 'systemctl', ['restart', 'nftables.service']);
  },
});
