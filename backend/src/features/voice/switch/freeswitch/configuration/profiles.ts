import { join } from 'node:path';
import type { FreeSwitchSetup, TrunkSetup } from './freeswitch-setup';
import { fileName, type TrunkDocuments } from '../trunks/trunk-documents';
import type { FoundModules } from './modules';
import { configuration, params } from './xml';

/** Both SIP profiles. `track-calls` lets `sofia recover` bring bridged calls back after a crash. */
export function sofiaConfiguration(setup: FreeSwitchSetup, modules: FoundModules): string {
  return configuration(
    'sofia.conf',
    [
      `    <global_settings>\n${params({ 'log-level': 0, 'auto-restart': true })}\n    </global_settings>`,
      '    <profiles>',
      profile('internal', '', { ...common(setup, setup.ports.phones), ...phoneSettings(setup) }),
      profile('external', gatewayInclude(setup), {
        ...common(setup, setup.ports.trunks),
        ...trunkSettings(setup, modules),
      }),
      '    </profiles>',
    ].join('\n'),
  );
}

function profile(
  name: string,
  gateways: string,
  values: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  return [
    `      <profile name="${name}">`,
    `        <gateways>${gateways}</gateways>`,
    '        <domains><domain name="all" alias="false" parse="false"/></domains>',
    '        <settings>',
    params(values, 10),
    '        </settings>',
    '      </profile>',
  ].join('\n');
}

/** The include must stand on a line of its own: configuration is read line by line. */
const gatewayInclude = (setup: FreeSwitchSetup): string =>
  `\n<X-PRE-PROCESS cmd="include" data="${join(setup.directory, 'gateways/*.xml')}"/>\n${trunkInclude(setup, 'gateway')}\n        `;

/** What the backend writes of its trunks while the switch runs; see `trunks/`. */
export const trunkInclude = (setup: FreeSwitchSetup, kind: keyof TrunkDocuments): string =>
  `<X-PRE-PROCESS cmd="include" data="${join(setup.directory, 'trunks', fileName('*', kind))}"/>`;

function common(setup: FreeSwitchSetup, port: number): Record<string, string | number | boolean | undefined> {
  return {
    'sip-ip': setup.address,
    'rtp-ip': setup.address,
    'sip-port': port,
    'ext-sip-ip': setup.publicAddress,
    'ext-rtp-ip': setup.publicAddress,
    dialplan: 'XML',
    'track-calls': true,
    'manage-presence': false,
    'user-agent-string': 'Centrala',
    'inbound-codec-prefs': 'OPUS,G722,PCMA,PCMU',
    'outbound-codec-prefs': 'OPUS,G722,PCMA,PCMU',
    'inbound-codec-negotiation': 'generous',
    'dtmf-type': 'rfc2833',
    'rfc2833-pt': 101,
    'dtmf-duration': 2000,
    'rtp-timer-name': 'soft',
    'disable-transfer': true,
    'enable-3pcc': false,
    'log-auth-failures': true,
    'nonce-ttl': 60,
  };
}

function phoneSettings(setup: FreeSwitchSetup): Record<string, string | number | boolean> {
  const { domain, ports } = setup;
  return {
    context: 'phones',
    'auth-calls': true,
    'challenge-realm': domain,
    'force-register-domain': domain,
    'force-register-db-domain': domain,
    'inbound-reg-force-matching-username': true,
    'multiple-registrations': false,
    'accept-blind-reg': false,
    'wss-binding': `:${ports.webSocket}`,
    'tls-cert-dir': join(setup.directory, 'certs'),
    'apply-candidate-acl': 'any_v4.auto',
  };
}

/** Calls come in from trusted addresses only; everybody else is asked for a password that nobody has. */
const trunkSettings = (
  { directory, ports }: FreeSwitchSetup,
  { names }: FoundModules,
): Record<string, string | number | boolean> => ({
  context: 'public',
  // So that what the trunk says of codecs is known when they are chosen.
  'inbound-late-negotiation': true,
  // The trunk's order, not its operator's: who calls in G.729 would not hear us.
  'inbound-codec-negotiation': 'greedy',
  // G.729 passes through to a partner who speaks it too; the switch itself cannot be heard in it.
  ...(names.includes('mod_g729') && { 'inbound-codec-prefs': 'OPUS,G722,PCMA,PCMU,G729' }),
  ...(ports.trunksTls !== undefined && {
    tls: true,
    'tls-sip-port': ports.trunksTls,
    'tls-cert-dir': join(directory, 'certs'),
    'tls-version': 'tlsv1.2,tlsv1.3',
  }),
  'auth-calls': true,
  'accept-blind-auth': false,
  'apply-inbound-acl': 'trunks',
  'challenge-realm': 'trunks',
});

/** One file a trunk: adding needs only a rescan, changing a `killgw` and a rescan; live calls survive both. */
export function gatewayFile(trunk: TrunkSetup): string {
  const { account, pingSeconds = 30 } = trunk;
  return [
    '<include>',
    `  <gateway name="${trunk.name}">`,
    params(
      {
        username: account?.user ?? trunk.name,
        password: account?.password ?? 'none',
        register: account !== undefined,
        proxy: trunk.port ? `${trunk.host}:${trunk.port}` : trunk.host,
        realm: trunk.host,
        'register-transport': trunk.transport ?? 'udp',
        'caller-id-in-from': true,
        ...(pingSeconds > 0 && { ping: pingSeconds, 'ping-max': 3, 'ping-min': 1 }),
        'retry-seconds': 30,
        'extension-in-contact': true,
      },
      4,
    ),
    '  </gateway>',
    '</include>',
    '',
  ].join('\n');
}
