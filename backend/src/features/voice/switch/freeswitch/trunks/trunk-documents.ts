import type { TrunkLine } from '../../port/trunk-line';
import { escapeXml } from '../directory/directory-document';
import { params } from '../configuration/xml';
import { refused, accepted, type Outcome } from '../../../../../kernel/outcome';
import type { InvalidField } from '../safe-text';

/** What a trunk is for the switch, by file name. Each kind is included at another place of its configuration. */
export interface TrunkDocuments {
  readonly gateway: string;
  /** Lets its addresses in. */
  readonly access: string;
  /** Names calls from its addresses. */
  readonly dialplan: string;
}

export const KINDS = ['gateway', 'access', 'dialplan'] as const satisfies (keyof TrunkDocuments)[];
export const fileName = (trunk: string, kind: keyof TrunkDocuments): string => `${trunk}.${kind}.xml`;

const RULES = [
  ['name', /^[a-z0-9-]{1,40}$/, 'must be 1 to 40 lower-case letters, digits or -'],
  ['host', /^[A-Za-z0-9:]([A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?$/, 'must be a host name or an address'],
] as const;
const NETWORK = /^[0-9a-fA-F.:]{2,45}(\/\d{1,3})?$/;
/** XML has an entity for the rest; a `$` would name a variable of the switch. */
const ACCOUNT = /^[^\p{Cc}\s"<>&$]{1,200}$/u;

/** What a leg may speak; read when its sound begins, which the profile's late negotiation puts after the dialplan. */
const CODECS = 'absolute_codec_string';

/** Pure; refuses what could become configuration of another kind. `addresses` are those of the line, or of its host. */
export function trunkDocuments(line: TrunkLine, addresses: readonly string[]): Outcome<TrunkDocuments, InvalidField> {
  for (const [field, rule, words] of RULES)
    if (!rule.test(line[field])) return refused({ code: 'invalid', field, rule: words });
  if (line.account && !(ACCOUNT.test(line.account.user) && ACCOUNT.test(line.account.password)))
    return refused({ code: 'invalid', field: 'account', rule: 'must not contain spaces or any of " < > & $' });
  if (!addresses.every((address) => NETWORK.test(address)))
    return refused({ code: 'invalid', field: 'addresses', rule: 'must be addresses or networks' });
  const networks = [...new Set(addresses.map(asNetwork))].sort();
  return accepted({ gateway: gateway(line), access: access(networks), dialplan: dialplan(line, networks) });
}

const asNetwork = (address: string): string =>
  address.includes('/') ? address : `${address}/${address.includes(':') ? 128 : 32}`;

/**
 * `gw+name` in the contact and `auto_to_user`: a call by registration names its trunk and the number that was called.
 * Without `context` it would land in `default`, where nothing is.
 */
function gateway({ name, host, port, transport, account, codecs, pings }: TrunkLine): string {
  return [
    '<include>',
    `  <gateway name="${name}">`,
    params(
      {
        username: account?.user ?? name,
        password: account?.password ?? 'none',
        register: account !== null,
        proxy: port === null ? host : `${host}:${port}`,
        realm: host,
        context: 'public',
        extension: 'auto_to_user',
        'register-transport': transport,
        'caller-id-in-from': true,
        ...(pings && { ping: 30, 'ping-max': 3, 'ping-min': 1 }),
        'expire-seconds': 600,
        'retry-seconds': 30,
      },
      4,
    ),
    '    <variables>',
    `      <variable name="${CODECS}" value="${codecs.join(',')}"/>`,
    '    </variables>',
    '  </gateway>',
    '</include>',
    '',
  ].join('\n');
}

const access = (networks: readonly string[]): string =>
  ['<include>', ...networks.map((cidr) => `  <node type="allow" cidr="${escapeXml(cidr)}"/>`), '</include>', ''].join(
    '\n',
  );

/** `continue`: it only names the trunk and its codecs; the call goes on to wait for us. One by registration knows both. */
const dialplan = ({ name, codecs }: TrunkLine, networks: readonly string[]): string =>
  [
    '<include>',
    `  <extension name="from-${name}" continue="true">`,
    '    <condition field="${sip_gateway}" expression="^$"/>',
    `    <condition field="\${acl(\${network_addr} ${networks.join(',')})}" expression="^true$">`,
    `      <action application="set" data="cc_trunk=${name}"/>`,
    `      <action application="set" data="${CODECS}=${codecs.join(',')}"/>`,
    '    </condition>',
    '  </extension>',
    '</include>',
    '',
  ].join('\n');
