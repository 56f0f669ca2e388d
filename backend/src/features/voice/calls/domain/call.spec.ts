import * as fc from 'fast-check';
import { fold } from '../../../../kernel/decider';
import type { SwitchCommand } from '../../switch';
import { actionsOf } from './call-actions';
import { callDecider } from './call';
import type { CallCommand, DeskCommand } from './call-commands';
import type { CallEvent } from './call-events';
import { INITIAL_CALL, liveLegs, NO_POLICY, type CallState } from './call-state';
import { switchOrders } from './switch-orders';
import { workOrders } from './work-orders';

const policy = {
  ...NO_POLICY,
  queueId: 'q',
  queueName: 'Infolinia',
  record: 'always' as const,
  wrapUpSeconds: 30,
  classifierRequired: true,
};
const paths = {
  prompt: (path: string) => ({ kind: 'file' as const, path }),
  recording: (path: string) => `/rec/${path}`,
  voice: (language: string | null) => language ?? 'pl',
};
const arrive = {
  type: 'Arrive' as const,
  nodeId: 'n',
  legId: 'far',
  ani: '1',
  number: '+48501',
  displayName: null,
  dnis: '2',
  trunk: 't',
  contact: null,
  route: { ok: true as const, ownNumber: '+4822', policy, greeting: null },
};
const offer = (id: string) => ({
  type: 'Offer' as const,
  offerId: `o-${id}`,
  workId: 'W',
  agentId: id,
  extension: id,
  legId: `leg-${id}`,
  callerId: { number: '1' },
});
const ended = (legId: string, cause: 'normal' | 'busy' | 'no-answer' | 'media-lost' = 'normal') => ({
  type: 'NoteEnded' as const,
  legId,
  cause,
  rawCause: cause,
  farSide: true,
});

/** The call, the switch and the agents' hands as the orders leave them. */
class Table {
  state: CallState = INITIAL_CALL;
  readonly commands: SwitchCommand[] = [];
  readonly legs = new Set<string>();
  readonly works = new Map<string, 'active' | 'wrap-up' | 'over'>();
  readonly offered = new Set<string>();
  private at = 1000;
  private fresh = 0;

  do(command: object): CallEvent['type'][] | string {
    this.at += 1000;
    this.fresh += 1;
    const first = this.state.phase === 'arriving' || this.state.phase === 'greeting';
    const decision = callDecider.decide(this.state, {
      ...command,
      at: this.at,
      freshId: first ? 'W' : `f${this.fresh}`,
    } as CallCommand);
    if (!decision.ok) return decision.refusal.code;
    this.state = fold(callDecider, this.state, decision.value);
    for (const event of decision.value) this.carryOut(event);
    return decision.value.map(({ type }) => type);
  }

  private carryOut(event: CallEvent): void {
    if (event.type === 'CallArrived') this.legs.add(event.data.legId);
    for (const command of switchOrders(event, 'call', paths, (index) => `${this.fresh}/${index}`)) {
      this.commands.push(command);
      if (command.type === 'OriginateLeg') this.legs.add(command.legId);
      if (command.type === 'HangUp') this.legs.delete(command.legId);
      if (command.type === 'BridgeLegs' && !(this.legs.has(command.legId) && this.legs.has(command.withLegId)))
        throw new Error('bridged a leg that is gone');
    }
    for (const { order } of workOrders(event, 'call').agents) {
      if (order.type === 'StartWork' && !this.works.has(order.workId)) this.works.set(order.workId, 'active');
      if (order.type === 'StartWrapUp') this.works.set(order.workId, 'wrap-up');
      if (order.type === 'EndWork' && this.works.has(order.workId)) this.works.set(order.workId, 'over');
    }
  }
}

const talking = (): Table => {
  const table = new Table();
  for (const command of [
    arrive,
    { type: 'NoteAnswered', legId: 'far' },
    offer('a'),
    { type: 'NoteProgress', legId: 'leg-a' },
    { type: 'NoteAnswered', legId: 'leg-a' },
  ])
    table.do(command);
  return table;
};

describe('A call', () => {
  it('goes from arrival to classification', () => {
    const table = talking();
    expect(table.state).toMatchObject({ phase: 'talking', agent: { agentId: 'a' }, recording: { state: 'on' } });
    expect(table.do({ type: 'HangUp', agentId: 'a' })).toEqual(['CallHungUp', 'CallAgentLeft', 'CallWrapUpStarted']);
    expect(table.do({ type: 'FinishWrapUp', agentId: 'a' })).toBe('classifier-required');
    expect(table.do({ type: 'Classify', agentId: 'a', classifierId: 'k', note: '' })).toEqual(['CallClassified']);
    expect(table.do({ type: 'FinishWrapUp', agentId: 'a' })).toEqual(['CallClosed']);
    expect(table.commands.map(({ type }) => type)).toEqual([
      'SetVariables',
      'AnswerLeg',
      'StartMusic',
      'OriginateLeg',
      'BridgeLegs',
      'StartRecording',
      'HangUp',
      'HangUp',
    ]);
  });

  it('is given to exactly one of several who ring', () => {
    const table = new Table();
    for (const command of [arrive, { type: 'NoteAnswered', legId: 'far' }, offer('a'), offer('b')]) table.do(command);
    table.do({ type: 'NoteAnswered', legId: 'leg-b' });
    expect(table.do({ type: 'NoteAnswered', legId: 'leg-a' })).toEqual([]);
    expect(table.state.agent?.agentId).toBe('b');
    expect(table.commands.filter(({ type }) => type === 'BridgeLegs')).toHaveLength(1);
    expect(table.legs).toEqual(new Set(['far', 'leg-b']));
  });

  it('returns to the queue with its place when the agent’s line breaks, and ends when he hangs up', () => {
    const table = talking();
    const place = table.state.stay?.originalQueuedAt;
    expect(table.do(ended('leg-a', 'media-lost'))).toEqual(['CallAgentLeft', 'CallAgentLost', 'CallQueued']);
    expect(table.state.stay?.originalQueuedAt).toBe(place);
    expect(talking().do(ended('leg-a'))).toContain('CallHungUp');
  });

  it('gives the same commands with the same ids for the same event', () => {
    const event: CallEvent = { type: 'CallHeld', data: { nodeId: 'n', at: 1, legId: 'far', music: 'moh' } };
    expect(switchOrders(event, 'c', paths, (index) => `x/${index}`)).toEqual(
      switchOrders(event, 'c', paths, (index) => `x/${index}`),
    );
  });

  it('that was lost with the switch is closed with its reason, a bridge that differs is repaired', () => {
    const table = talking();
    const leg = (legId: string, bridgedWith: string | null) => ({
      legId,
      bridgedWith,
      progress: 'answered',
      place: bridgedWith ? 'bridged' : 'parked',
      held: false,
    });
    expect(table.do({ type: 'Reconcile', restarted: false, legs: [leg('far', 'leg-a'), leg('leg-a', 'far')] })).toEqual(
      [],
    );
    expect(
      table.do({
        type: 'Reconcile',
        restarted: false,
        legs: [leg('far', null), leg('leg-a', null), leg('stray', null)],
      }),
    ).toEqual(['CallRepaired', 'CallRepaired']);
    expect(table.do({ type: 'Reconcile', restarted: true, legs: [] })).toContain('CallHungUp');
    expect(table.state.shown.outcome).toBe('lost');
  });

  it('in 10 000 random lives with a hang-up at any step: no leg is forgotten, no agent kept, no button that is refused', () => {
    const press = fc.record({
      who: fc.constantFrom('a', 'b'),
      nth: fc.nat(20),
      kind: fc.constantFrom('agent', 'number', 'queue'),
    });
    const report = fc.tuple(
      fc.constantFrom('NoteProgress', 'NoteAnswered', 'NoteEnded', 'LegTimeout'),
      fc.nat(5),
      fc.constantFrom('normal', 'busy', 'no-answer', 'media-lost'),
    );
    const step = fc.oneof(
      { weight: 5, arbitrary: press },
      { weight: 4, arbitrary: report.map(([type, leg, cause]) => ({ type, leg, cause })) },
      { weight: 1, arbitrary: fc.constantFrom({ command: offer('a') }, { command: offer('b') }) },
    );
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { minLength: 3, maxLength: 30 }), (begun, steps) => {
        const table = begun ? talking() : new Table();
        table.do(arrive);
        table.do({ type: 'NoteAnswered', legId: 'far' });
        for (const each of steps) {
          if ('who' in each) pressAny(table, each);
          else if ('command' in each) table.do(anew(each.command, table));
          else {
            const legId = [...table.legs][each.leg % Math.max(1, table.legs.size)] ?? 'none';
            table.do({ ...ended(legId), ...each, legId });
            if (each.type === 'NoteEnded') table.legs.delete(legId);
          }
          reached.add(table.state.phase);
          if (!liveLegs(table.state).every((legId) => table.legs.has(legId)))
            throw new Error('a leg that is gone is believed alive');
          if (table.state.phase === 'ended' && ['a', 'b'].some((agentId) => actionsOf(table.state, agentId).length > 0))
            throw new Error('a button of a call that is over');
        }
        if (table.legs.has('far')) {
          table.do(ended('far'));
          table.legs.delete('far');
        }
        if (table.state.wrapUp) table.do({ type: 'AgentClosed', workId: table.state.wrapUp.workId });
        const kept = [...table.works.values()].filter((stage) => stage === 'active').length;
        return table.state.phase === 'ended' && table.legs.size === 0 && kept === 0;
      }),
      { numRuns: 10_000 },
    );
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'queued',
        'offered',
        'talking',
        'held',
        'dialing',
        'consulting',
        'conference',
        'wrap-up',
        'ended',
      ]),
    );
  });
});

/** An offer of the present place in the queue, on a leg of its own. */
const anew = (command: ReturnType<typeof offer>, table: Table): object => ({
  ...command,
  workId: table.state.stay?.workId ?? 'W',
  offerId: `${command.offerId}-${table.commands.length}`,
  legId: `${command.legId}-${table.commands.length}`,
});

/** Presses one of the buttons that are offered: none of them may be refused. */
function pressAny(table: Table, { who, nth, kind }: { who: string; nth: number; kind: string }): void {
  const actions = actionsOf(table.state, who).filter((action) => action !== 'answer');
  const action = actions[nth % Math.max(1, actions.length)];
  if (!action) return;
  const type = TYPES[action] ?? '';
  const handOver = type === 'Transfer' || type === 'Consult';
  if (handOver && who === 'b' && kind === 'agent') return;
  const to = handOver ? target(type === 'Consult' && kind === 'queue' ? 'number' : kind, '') : undefined;
  const colleague = type === 'Decline' && !table.state.offers.some(({ agentId }) => agentId === who);
  const said = table.do({ type, agentId: who, to, digits: '1', classifierId: 'k', note: '' });
  if (typeof said === 'string' && !colleague)
    throw new Error(`${action} was offered in ${table.state.phase} and refused: ${said}`);
}

const TYPES: Partial<Record<string, DeskCommand['type']>> = {
  ...{
    decline: 'Decline',
    'hang-up': 'HangUp',
    hold: 'Hold',
    resume: 'Resume',
    mute: 'Mute',
    unmute: 'Unmute',
    dtmf: 'SendDigits',
  },
  ...{
    transfer: 'Transfer',
    consult: 'Consult',
    'complete-transfer': 'CompleteTransfer',
    'return-to-caller': 'ReturnToCaller',
  },
  ...{
    conference: 'Conference',
    'start-recording': 'StartRecording',
    'pause-recording': 'PauseRecording',
    'resume-recording': 'ResumeRecording',
  },
  ...{ classify: 'Classify', 'finish-wrap-up': 'FinishWrapUp' },
};

let serial = 0;

function target(kind: string, id: string): object {
  if (kind === 'queue') return { kind, target: { kind: 'queue', queueId: 'q2' }, policy: { ...policy, queueId: 'q2' } };
  const agent = { kind: 'agent', agentId: 'b', extension: 'b' };
  const ring = {
    legId: `third-${id}-${(serial += 1)}`,
    party: kind === 'agent' ? agent : { kind: 'number', number: '+48' },
    trunk: 't',
    callerId: { number: '1' },
    ringSeconds: 20,
  };
  return kind === 'agent'
    ? { kind, target: { kind, agentId: 'b' }, offerId: `d-${ring.legId}`, party: agent, ring, name: 'B' }
    : { kind, target: { kind, number: '+48' }, ring };
}
