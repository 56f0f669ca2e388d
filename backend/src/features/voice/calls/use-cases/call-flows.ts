import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { callOfSession, Ivr, sessionIdOf } from '../../ivr';
import type { RenderRequest } from '../../prompts';
import type { DigitsCollected, PlaybackEnded } from '../../switch';
import { CallStore } from '../data/call.store';
import { ASK_SLACK_MS, overdueAsk } from '../domain/call-timers';
import type { CallerAsk, CallState } from '../domain/call-state';
import { Calls } from './calls';
import { FlowVariables } from './flow-variables';
import { Hearing } from './hearing';
import { SwitchGate } from './switch-gate';

type Ask = { readonly prompts: readonly RenderRequest['spoken'][] } & Pick<
  CallerAsk,
  'askId' | 'wanted' | 'tone' | 'speechSeconds'
>;

/** A call in a flow: what the session wants is played and asked, what the caller does is told to the session. */
@Injectable()
export class CallFlows {
  constructor(
    private readonly calls: Calls,
    private readonly ivr: Ivr,
    private readonly hearing: Hearing,
    private readonly known: FlowVariables,
    private readonly store: CallStore,
    private readonly gate: SwitchGate,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The caller has come into the flow: its live version is his from now on. Or he comes back, from a target that was not there. */
  async entered(tx: Transaction, callId: string, entered: Entered, meta: EventMeta): Promise<void> {
    const call = await this.calls.load(tx, callId);
    const { flowId, because, session = 1 } = entered;
    if (call.phase !== 'ivr' || call.flow?.session !== session) return;
    const id = sessionIdOf(callId, session);
    if (because !== null) {
      await this.ivr.tell(tx, id, { type: 'Return', because }, meta);
      return;
    }
    const variables = { ...variablesOf(callId, call), ...(await this.known.of(tx, callId)) };
    if (await this.ivr.start(tx, { id, flowId, variables }, meta)) return;
    const to = { kind: 'hang-up', outcome: 'rejected', because: 'flow-not-published' } as const;
    await this.calls.handle(tx, callId, { type: 'LeaveFlow', to }, meta);
  }

  /** Makes what the caller shall hear, then asks him. Speech takes its time, so it is made outside the transaction. */
  async ask(sessionId: string, { prompts, ...ask }: Ask, meta: EventMeta): Promise<void> {
    const callId = callOfSession(sessionId);
    const state = await this.ivr.load(this.database.read, sessionId);
    if (state.waiting?.askId !== ask.askId) return;
    const { askId } = ask;
    const variables = { ...state.variables, ...spokenNames(state.variables) };
    const heard = await this.hearing.render(prompts, { language: state.language, variables, once: askId });
    const { files, milliseconds } = heard;
    await this.database.transaction(async (tx) => {
      const order = { type: 'AskCaller', ...ask, files, milliseconds } as const;
      const asked = await this.calls.handle(tx, callId, order, meta);
      if (!asked.ok || asked.value.events.length === 0) return;
      for (const reason of heard.failures)
        await this.ivr.tell(tx, sessionId, { type: 'NotePromptFailed', askId, reason }, meta);
    });
  }

  /** The switch says that something was heard to its end, or entered. Of other playbacks it means nothing here. */
  async answered(event: PlaybackEnded | DigitsCollected): Promise<void> {
    const playbackId = event.type === 'PlaybackEnded' ? event.playbackId : event.collectionId;
    const digits = event.type === 'DigitsCollected' ? event.digits : null;
    await this.database.transaction(async (tx) => {
      const callId = event.callId ?? (await this.store.callOfLeg(tx, event.legId));
      if (callId === null) return;
      const { ask } = await this.calls.load(tx, callId);
      if (ask?.playbackId !== playbackId || (ask.wanted !== null) !== (digits !== null)) return;
      await this.tell(tx, callId, playbackId, digits ?? '', bySystem('switch', callId, this.clock.now()));
    });
  }

  /** Nothing was heard for too long. While the switch is away the caller must not pay for it: it is waited on. */
  async overdue(tx: Transaction, callId: string, playbackId: string): Promise<void> {
    const now = this.clock.now();
    if (!this.gate.opened)
      return this.calls.setTimers(tx, callId, [overdueAsk(callId, playbackId, now + ASK_SLACK_MS)]);
    await this.tell(tx, callId, playbackId, '', bySystem('clock', callId, now));
  }

  async hungUp(tx: Transaction, callId: string, meta: EventMeta): Promise<void> {
    const { flow } = await this.calls.load(tx, callId);
    if (flow) await this.ivr.tell(tx, sessionIdOf(callId, flow.session), { type: 'CallerHungUp' }, meta);
  }

  private async tell(
    tx: Transaction,
    callId: string,
    playbackId: string,
    digits: string,
    meta: EventMeta,
  ): Promise<void> {
    const { ask, flow } = await this.calls.load(tx, callId);
    const noted = await this.calls.handle(tx, callId, { type: 'NoteAsked', playbackId }, meta);
    if (!ask || !flow || !noted.ok || noted.value.events.length === 0) return;
    const { askId, wanted } = ask;
    const answer = wanted ? ({ type: 'Digits', askId, digits } as const) : ({ type: 'PromptEnded', askId } as const);
    await this.ivr.tell(tx, sessionIdOf(callId, flow.session), answer, meta);
  }
}

interface Entered {
  readonly flowId: string;
  readonly because: string | null;
  readonly session?: number;
}

/** What the flow knows of the call from the beginning. */
function variablesOf(callId: string, call: CallState): Record<string, string> {
  const { contact } = call;
  return {
    'caller.number': call.number ?? '',
    'caller.name': call.shown.displayName ?? '',
    'call.dialed': call.ownNumber ?? '',
    'call.id': callId,
    ...(contact && {
      'contact.id': contact.id,
      'contact.firstName': contact.firstName,
      'contact.lastName': contact.lastName,
    }),
  };
}

/** The names that prompts of the library use for the same things. */
const spokenNames = (variables: Readonly<Record<string, string>>): Record<string, string> => ({
  'call.number': variables['caller.number'] ?? '',
  'call.ownNumber': variables['call.dialed'] ?? '',
  ...Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (name.includes('.') ? [] : [[`flow.${name}`, value]])),
  ),
});
