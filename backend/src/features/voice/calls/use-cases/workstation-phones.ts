import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PhoneSettings } from '#contracts';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { PlatformFacts, WorkstationPorts, type LiveCalls, type PhoneSettingsSource } from '../../../house/identity';
import { switchArea } from '../../switch';
import { phoneArea } from '../phone.config';
import { CallStore } from '../data/call.store';
import { Directory } from '../data/directory.store';
import { isOver, participants } from '../domain/call-state';
import { Calls } from './calls';

/** What a workstation asks of telephony: is its user in a call, and how does his phone sign in. */
@Injectable()
export class WorkstationPhones implements LiveCalls, PhoneSettingsSource, OnModuleInit {
  constructor(
    private readonly ports: WorkstationPorts,
    private readonly facts: PlatformFacts,
    private readonly calls: Calls,
    private readonly store: CallStore,
    private readonly directory: Directory,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.ports.useLiveCalls(this);
    this.ports.usePhoneSettings(this);
    this.facts.useSwitchMode(config(switchArea).mode === 'simulated' ? 'simulated' : 'freeswitch');
  }

  /** He speaks, or his phone rings. Who has passed a call on is in it no more; after-call work is no live call. */
  async hasLiveCall(userId: string): Promise<boolean> {
    const { read } = this.database;
    const unfinished = await this.store.unfinishedOf(read, userId);
    const calls = await Promise.all(unfinished.map((id) => this.calls.load(read, id)));
    return calls.some((call) => !isOver(call) && participants(call).includes(userId));
  }

  async phoneSettings({ extension }: { extension: string }): Promise<PhoneSettings | null> {
    const { mode, domain } = config(switchArea);
    if (mode === 'simulated') return { mode: 'simulated', extension };
    const { websocketUrl, iceServers } = config(phoneArea);
    return {
      mode: 'sip',
      extension,
      password: await this.directory.password(extension),
      domain,
      websocketUrl,
      iceServers: [...iceServers],
    };
  }
}
