import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { SIMULATED_PHONES, type SimulatedPhones } from '../../switch';
import { Directory } from '../data/directory.store';
import { SwitchGate } from '../use-cases/switch-gate';

/** Simulated mode: what the browser's phone would do. It signs in and out with its owner, and lifts for calls that he dials himself and for conversations that he wants to hear. */
@Injectable()
export class SimulatedOwnPhones implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly gate: SwitchGate,
    @Inject(SIMULATED_PHONES) private readonly phones: SimulatedPhones | null,
  ) {}

  onModuleInit(): void {
    if (!this.phones || !config('process').parts.includes('telephony')) return;
    const { phones } = this;
    this.gate.onOpened(() => this.registerAll(phones));
    this.relay.subscribe({
      name: 'calls.simulated-phones',
      types: ['SessionOpened', 'SessionEnded', 'CallOwnPhoneRang', 'SupervisionRang', 'CallOfferRang'],
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.follow(phones, event);
      },
    });
  }

  private async follow(phones: SimulatedPhones, event: RecordedEvent): Promise<void> {
    if (event.type === 'CallOfferRang') {
      // Only where an agent waits for calls of a campaign.
      const { extension, lifts } = event.data as { extension: string; lifts?: boolean };
      if (lifts) await phones.answer(extension);
      return;
    }
    if (event.type === 'CallOwnPhoneRang' || event.type === 'SupervisionRang') {
      await phones.answer((event.data as { extension: string }).extension);
      return;
    }
    const person = await this.directory.person(this.database.read, { id: (event.data as { userId: string }).userId });
    if (!person) return;
    if (event.type === 'SessionOpened') await phones.register(person.extension);
    else await phones.unregister(person.extension);
  }

  /** A switch that started anew knows no phones. */
  private async registerAll(phones: SimulatedPhones): Promise<void> {
    const rows = await this.database.read.query<{ extension: string }[]>(
      'select u.extension from app_user u join workstation_session s on s.user_id = u.id and s.ended_at is null where u.extension is not null',
    );
    for (const { extension } of rows) await phones.register(extension);
  }
}
