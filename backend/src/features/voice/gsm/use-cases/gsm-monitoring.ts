import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AddedGsmDevice, AddGsmDevice, GsmReceipt, TellGsmCalls, ToldGsmCall } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { DomainEvent, EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { LicensingService } from '../../../house/licensing';
import { GsmStore, type KnownDevice } from '../data/gsm.store';

export type GsmDeviceAdded = DomainEvent<
  'GsmDeviceAdded',
  { deviceId: string; name: string; userId: string; number: string }
>;
export type GsmDeviceRevoked = DomainEvent<'GsmDeviceRevoked', { deviceId: string }>;
export type GsmCallTold = DomainEvent<
  'GsmCallTold',
  { gsmCallId: string; deviceId: string; userId: string; call: ToldGsmCall }
>;

/**
 * - `gsm-licences-used`: the Order has no more licences of GSM monitoring
 * - `device-unknown`: no such token, or revoked
 */
export type GsmRefusal = Refusal<
  'gsm-licences-used' | 'gsm-device-not-found' | 'user-not-found' | 'number-not-valid' | 'device-unknown'
>;

const FEATURE = 'gsm-monitoring';
const TOKEN_BYTES = 32;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Mobile phones: each has a token of its own and tells its calls, again and again if it must. */
@Injectable()
export class GsmMonitoring {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: GsmStore,
    private readonly licensing: LicensingService,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async add(wish: AddGsmDevice, meta: EventMeta): Promise<Outcome<AddedGsmDevice, GsmRefusal>> {
    const number = parsePhoneNumber(wish.number);
    if (!number.ok) return refused({ code: 'number-not-valid' });
    const { addOns } = await this.licensing.order();
    const bought = addOns.reduce((sum, { featureId, quantity }) => sum + (featureId === FEATURE ? quantity : 0), 0);
    return this.database.transaction(async (tx) => {
      if ((await this.store.activeDevices(tx)) >= bought) return refused({ code: 'gsm-licences-used' });
      const [id, token] = [this.ids.next(), randomBytes(TOKEN_BYTES).toString('base64url')];
      await this.store.add(tx, { ...wish, number: number.value.e164, id, tokenHash: hashOf(token), at: meta.at });
      const device = await this.store.device(tx, id);
      if (!device) return refused({ code: 'user-not-found' });
      const { name, userId } = device;
      const added: GsmDeviceAdded = {
        type: 'GsmDeviceAdded',
        data: { deviceId: id, name, userId, number: device.number },
      };
      await this.journal.append(tx, `gsm-device-${id}`, [added], meta);
      return accepted({ device, token });
    });
  }

  revoke(id: string, meta: EventMeta): Promise<Outcome<void, GsmRefusal>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.revoke(tx, id, meta.at))) return refused({ code: 'gsm-device-not-found' });
      const revoked: GsmDeviceRevoked = { type: 'GsmDeviceRevoked', data: { deviceId: id } };
      await this.journal.append(tx, `gsm-device-${id}`, [revoked], meta);
      return accepted(undefined);
    });
  }

  async deviceOf(token: string): Promise<Outcome<KnownDevice, GsmRefusal>> {
    const device = token === '' ? null : await this.store.byToken(this.database.read, hashOf(token));
    return device ? accepted(device) : refused({ code: 'device-unknown' });
  }

  /** Answered when everything is stored: what the answer names, the phone may forget. */
  async tell(token: string, { calls, appVersion }: TellGsmCalls, at: number): Promise<Outcome<GsmReceipt, GsmRefusal>> {
    const known = await this.deviceOf(token);
    if (!known.ok) return known;
    return this.database.transaction(async (tx) => {
      const receipt: GsmReceipt = { stored: [], known: [] };
      for (const call of calls) {
        const isNew = await this.storeCall(tx, known.value, call, at);
        (isNew ? receipt.stored : receipt.known).push(call.id);
      }
      await this.store.seen(tx, known.value.id, { at, appVersion: appVersion ?? null });
      return accepted(receipt);
    });
  }

  private async storeCall(tx: Transaction, device: KnownDevice, told: ToldGsmCall, at: number): Promise<boolean> {
    const id = this.ids.next();
    const number = parsePhoneNumber(told.number);
    const call = { ...told, number: number.ok ? number.value.e164 : told.number };
    if (!(await this.store.insertCall(tx, id, device, { ...call, at }))) return false;
    const data = { gsmCallId: id, deviceId: device.id, userId: device.userId, call };
    const meta: EventMeta = { at, actor: { kind: 'api-key', id: device.id }, correlation: id, causation: null };
    await this.journal.append(tx, `gsm-call-${id}`, [{ type: 'GsmCallTold', data }], meta);
    return true;
  }
}
