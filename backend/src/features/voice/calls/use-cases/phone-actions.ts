import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../../platform/database';
import { SIMULATED_PHONES, type SimulatedPhones } from '../../switch';
import { Directory } from '../data/directory.store';
import { actionsOf } from '../domain/call-actions';
import { Calls } from './calls';

export type Answered = 'done' | 'action-not-possible' | 'answer-at-the-phone' | 'extension-missing';

/** Simulated mode: the console's Answer lifts the simulated phone. A real phone is the browser's own and answers there. */
@Injectable()
export class PhoneActions {
  constructor(
    private readonly calls: Calls,
    private readonly directory: Directory,
    private readonly database: Database,
    @Inject(SIMULATED_PHONES) private readonly phones: SimulatedPhones | null,
  ) {}

  async answer(callId: string, agentId: string): Promise<Answered> {
    if (!this.phones) return 'answer-at-the-phone';
    const state = await this.calls.load(this.database.read, callId);
    if (!actionsOf(state, agentId).includes('answer')) return 'action-not-possible';
    const person = await this.directory.person(this.database.read, { id: agentId });
    if (!person) return 'extension-missing';
    return (await this.phones.answer(person.extension)) ? 'done' : 'action-not-possible';
  }
}
