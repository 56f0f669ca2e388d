import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Journal, Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { RecontactStore } from '../data/recontact.store';
import type { RecontactNear } from '../domain/follow-up-events';
import { recontactsArea } from './recontacts.config';

const REMIND = 'recontacts.remind';
const timerSchema = z.object({ recontactId: z.string() });
const changedSchema = z.object({ recontactId: z.string(), dueAt: z.string(), state: z.string().default('open') });

/** Tells an agent shortly before he is to call again what he has promised; one timer for each, moved with it. */
@Injectable()
export class RecontactReminders implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: RecontactStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(REMIND, (payload) => this.remind(timerSchema.parse(payload).recontactId));
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'recontacts.reminders',
      types: ['RecontactSet', 'RecontactChanged'],
      from: 'now',
      handle: async (events) => {
        for (const { data } of events) await this.follow(changedSchema.parse(data));
      },
    });
  }

  private follow({ recontactId, dueAt, state }: z.infer<typeof changedSchema>): Promise<void> {
    const key = `${REMIND}:${recontactId}`;
    const due = Date.parse(dueAt) - lead();
    return this.database.transaction((tx) =>
      state === 'open'
        ? this.schedule.at(tx, { key, due, command: REMIND, payload: { recontactId } })
        : this.schedule.cancel(tx, key),
    );
  }

  /** Looks again: it may have been moved, done or given to anybody since. */
  private remind(recontactId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const recontact = await this.store.find(tx, recontactId);
      const at = this.clock.now();
      if (recontact?.state !== 'open' || recontact.for !== 'agent' || !recontact.agent) return;
      if (Date.parse(recontact.dueAt) - lead() > at) return;
      const { agent, contact, number, dueAt } = recontact;
      const name = contact ? `${contact.firstName} ${contact.lastName}`.trim() : '';
      const near: RecontactNear = {
        type: 'RecontactNear',
        data: { recontactId, agentId: agent.id, dueAt, party: name || (number ?? '') },
      };
      await this.journal.append(tx, `recontact-${recontactId}`, [near], bySystem('recontacts', recontactId, at));
    });
  }
}

const lead = (): number => config(recontactsArea).reminderMinutes * 60_000;
