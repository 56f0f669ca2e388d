import { Injectable } from '@nestjs/common';
import type { AskedRecontact } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { refused, type Outcome } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { FollowUps, type DeskTasks } from '../../../customers/classification';
import { ContactStore } from '../../../customers/records';
import { QueueStore } from '../../../work/routing';
import { Directory } from '../data/directory.store';
import type { CallState } from '../domain/call-state';
import type { DeskRefusal } from './call-desk';
import { CallRefused } from './call-refused';
import { Calls } from './calls';

interface Given {
  readonly agentId: string;
  readonly classifierId: string;
  readonly note: string;
  readonly recontact: AskedRecontact | null;
}

/** The agent says what the call was about; what his classifier wants done is done with it, or neither. */
@Injectable()
export class ClassifyCall {
  constructor(
    private readonly database: Database,
    private readonly calls: Calls,
    private readonly followUps: FollowUps,
    private readonly contacts: ContactStore,
    private readonly directory: Directory,
    private readonly queues: QueueStore,
  ) {}

  async classify(callId: string, given: Given, meta: EventMeta): Promise<Outcome<DeskTasks, DeskRefusal>> {
    try {
      return await this.database.transaction((tx) => this.inside(tx, callId, given, meta));
    } catch (error) {
      if (error instanceof CallRefused) return refused(error.refusal as DeskRefusal);
      if (sqlState(error) === '23503') return refused({ code: 'classifier-not-found' });
      throw error;
    }
  }

  private async inside(
    tx: Transaction,
    callId: string,
    { recontact, ...given }: Given,
    meta: EventMeta,
  ): Promise<Outcome<DeskTasks, DeskRefusal>> {
    const outcome = await this.calls.handle(tx, callId, { type: 'Classify', ...given }, meta);
    if (!outcome.ok) return outcome;
    const { state } = outcome.value;
    if (!(await this.offered(tx, state.policy.queueId, given.classifierId)))
      throw new CallRefused({ code: 'classifier-not-of-queue' });
    const { contact, number } = state;
    const variables = await this.variables(tx, callId, state, given);
    const of = { callId, ...given, contactId: contact?.id ?? null, number, recontact, variables };
    const done = await this.followUps.perform(tx, of, meta);
    if (!done.ok) throw new CallRefused(done.refusal);
    return done;
  }

  /** A queue that names classifiers takes no other. */
  private async offered(tx: Transaction, queueId: string | null, classifierId: string): Promise<boolean> {
    const named = (queueId && (await this.queues.find(tx, queueId))?.classifierIds) || [];
    return named.length === 0 || named.includes(classifierId);
  }

  /** Values for addresses that the desk opens. */
  private async variables(tx: Transaction, callId: string, state: CallState, given: Omit<Given, 'recontact'>) {
    const contact = state.contact && (await this.contacts.find(tx, state.contact.id));
    const agent = await this.directory.person(tx, { id: given.agentId });
    return {
      'contact.id': contact?.id ?? null,
      'contact.firstName': contact?.firstName ?? null,
      'contact.lastName': contact?.lastName ?? null,
      'contact.company': contact?.company ?? null,
      'contact.phone': contact?.phones[0] ?? null,
      'contact.email': contact?.emails[0] ?? null,
      'call.id': callId,
      'call.number': state.number,
      'call.ownNumber': state.ownNumber,
      'call.direction': state.direction,
      'call.queue': state.policy.queueName,
      'call.note': given.note,
      'agent.id': given.agentId,
      'agent.name': agent?.name ?? null,
      'agent.extension': agent?.extension ?? null,
    };
  }
}
