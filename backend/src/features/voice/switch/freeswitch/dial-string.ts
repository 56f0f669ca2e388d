import { accepted, type Outcome } from '../../../../kernel/outcome';
import type { LegVariables } from '../port/leg';
import type { CallerId, DialTarget } from '../port/switch-command';
import { harmless, safe, type InvalidField } from './safe-text';

/** What the switch's own configuration is called; see `configuration/`. */
export interface SwitchNames {
  /** SIP domain of our phones in the directory. */
  readonly domain: string;
}

/** Variables of ours inside the switch start with this; the rest of the name is the port's. */
export const OWN_PREFIX = 'cc_';

/** Names that the adapter itself keeps on a leg. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  'call_id',
  'queue',
  'held',
  'muted',
  'transfer',
  'command',
  'digits',
]);

export function dialTarget(to: DialTarget, names: SwitchNames): Outcome<string, InvalidField> {
  if (to.kind === 'extension') {
    const extension = safe('number', 'to.extension', to.extension);
    return extension.ok ? accepted(`user/${extension.value}@${names.domain}`) : extension;
  }
  const trunk = safe('name', 'to.trunk', to.trunk);
  if (!trunk.ok) return trunk;
  const number = safe('number', 'to.number', to.number);
  return number.ok ? accepted(`sofia/gateway/${trunk.value}/${number.value}`) : number;
}

/** `a=1,b='two words'` for the braces of a dial string. */
export function braces(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([name, value]) => `${name}=${/[\s]/.test(value) ? `'${value}'` : value}`).join(',')}}`;
}

/** Our variables with their prefix, each checked. */
export function ownVariables(
  variables: LegVariables | undefined,
): Outcome<(readonly [string, string])[], InvalidField> {
  const pairs: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(variables ?? {})) {
    const goodName = safe('variable', `variables.${name}`, name);
    if (!goodName.ok) return goodName;
    if (RESERVED_VARIABLES.has(name)) {
      return {
        ok: false,
        refusal: { code: 'invalid', field: `variables.${name}`, rule: 'is kept by the switch adapter itself' },
      };
    }
    const goodValue = safe('value', `variables.${name}`, value);
    if (!goodValue.ok) return goodValue;
    pairs.push([`${OWN_PREFIX}${name}`, value]);
  }
  return accepted(pairs);
}

export function callerIdPairs(
  prefix: 'origination' | 'effective',
  callerId: CallerId,
): Outcome<(readonly [string, string])[], InvalidField> {
  const number = safe('number', 'callerId.number', callerId.number || 'anonymous');
  if (!number.ok) return number;
  const name = harmless(callerId.name ?? '');
  const pairs: (readonly [string, string])[] = [[`${prefix}_caller_id_number`, number.value]];
  return accepted(name === '' ? pairs : [...pairs, [`${prefix}_caller_id_name`, name]]);
}
