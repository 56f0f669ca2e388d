import { Injectable } from '@nestjs/common';
import type { PhoneSettings } from '#contracts';

/** Answers whether a user is in a call right now; voice/calls implements it. */
export interface LiveCalls {
  hasLiveCall(userId: string): Promise<boolean>;
}

/** What the browser's phone needs at sign-in; voice/calls implements it. Null when the user has no phone. */
export interface PhoneSettingsSource {
  phoneSettings(user: { readonly userId: string; readonly extension: string }): Promise<PhoneSettings | null>;
}

/**
 * Where features of later groups plug into the workstation: `useLiveCalls(this)` in their module's `onModuleInit`.
 * Without a telephony feature nobody is in a call and nobody has a phone.
 */
@Injectable()
export class WorkstationPorts implements LiveCalls {
  private liveCalls: LiveCalls | undefined;
  private phones: PhoneSettingsSource | undefined;

  useLiveCalls(source: LiveCalls): void {
    this.liveCalls = source;
  }

  usePhoneSettings(source: PhoneSettingsSource): void {
    this.phones = source;
  }

  async hasLiveCall(userId: string): Promise<boolean> {
    return (await this.liveCalls?.hasLiveCall(userId)) ?? false;
  }

  async phoneSettings(user: { readonly userId: string; readonly extension: string }): Promise<PhoneSettings | null> {
    return (await this.phones?.phoneSettings(user)) ?? null;
  }
}
