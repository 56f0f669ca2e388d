import { Inject, Injectable } from '@nestjs/common';
import type { BlacklistHit } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { ContactStore } from '../../../customers/records';
import { Blacklist } from '../../blacklist';
import { hasRules, RingPlans } from '../../pbx';
import { OutboundTrunks, type NoTrunk } from '../../trunks';
import { callsArea } from '../calls.config';
import { Directory } from '../data/directory.store';
import type { Dial } from '../domain/call-commands';
import { NO_POLICY } from '../domain/call-state';
import { Policies } from './policies';

export type Person = { readonly id: string; readonly name: string; readonly extension: string };
export type Destination = Pick<
  Dial,
  'to' | 'trunk' | 'number' | 'displayName' | 'contact' | 'ownNumber' | 'callerId' | 'policy' | 'offerId' | 'lead'
>;
/** `number-blacklisted`: which entry of the blacklist forbids the call. */
export type NumberBlacklisted = Refusal<'number-blacklisted'> & { readonly entry: BlacklistHit };
type Found = Outcome<
  Destination,
  Refusal<'target-is-yourself' | 'number-not-valid' | 'contact-not-found'> | NumberBlacklisted | NoTrunk
>;

/** Whom a dialled number means. */
@Injectable()
export class DialDestinations {
  constructor(
    private readonly directory: Directory,
    private readonly contacts: ContactStore,
    private readonly policies: Policies,
    private readonly blacklist: Blacklist,
    private readonly plans: RingPlans,
    private readonly trunks: OutboundTrunks,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async find(
    tx: Transaction,
    wish: { number: string; contactId: string | undefined; callId: string; farLegId: string; nodeId: string },
    self: Person,
    meta: EventMeta,
  ): Promise<Found> {
    const colleague = await this.directory.person(tx, { extension: wish.number });
    if (colleague) return this.inside(tx, colleague, self);
    const group = await this.plans.groupAt(tx, wish.number);
    if (group) return accepted(led(self, { ...group, extension: wish.number }, 'group'));
    const parsed = parsePhoneNumber(wish.number);
    if (!parsed.ok) return refused({ code: 'number-not-valid' });
    const number = parsed.value.e164;
    const entry = await this.blacklist.checkDial(tx, { number, agentId: self.id }, meta);
    if (entry) return refused({ code: 'number-blacklisted', entry });
    const contact =
      wish.contactId === undefined
        ? await this.contacts.byPhone(tx, number)
        : await this.contacts.card(tx, wish.contactId);
    if (wish.contactId !== undefined && !contact) return refused({ code: 'contact-not-found' });
    const { trunk: configured, outboundNumber } = config(callsArea);
    const { callId, farLegId: legId, nodeId } = wish;
    const way = await this.trunks.choose(
      tx,
      { callId, legId, nodeId, number, callerId: outboundNumber, configured },
      { ...meta, correlation: callId },
    );
    if (!way.ok) return way;
    const { trunk, callerId } = way.value;
    const ownNumber = callerId ?? outboundNumber;
    return accepted({
      to: { kind: 'number', number },
      trunk,
      number,
      contact,
      offerId: null,
      displayName: null,
      ownNumber,
      callerId: { number: ownNumber },
      policy: this.policies.outbound(),
    });
  }

  private async inside(tx: Transaction, colleague: Person, self: Person): Promise<Found> {
    if (colleague.id === self.id) return refused({ code: 'target-is-yourself' });
    const plan = await this.plans.plan(tx, { kind: 'user', id: colleague.id });
    if (plan?.kind === 'user' && hasRules(plan)) return accepted(led(self, colleague, 'user'));
    return accepted({
      to: { kind: 'agent', agentId: colleague.id, extension: colleague.extension },
      trunk: null,
      number: colleague.extension,
      displayName: colleague.name,
      contact: null,
      offerId: this.ids.next(),
      ownNumber: self.extension,
      callerId: { number: self.extension, name: self.name },
      policy: NO_POLICY,
    });
  }
}

/** Nobody is reserved yet: whose phone rings is found out when the dialler is on the line. */
const led = (self: Person, { id, name, extension }: Person, kind: 'group' | 'user'): Destination => ({
  ...{ to: { kind: 'number', number: extension }, trunk: null, number: extension, displayName: name, contact: null },
  ...{ offerId: null, ownNumber: self.extension, callerId: { number: self.extension, name: self.name } },
  policy: NO_POLICY,
  lead: { target: { kind, id }, name, hops: 0 },
});
