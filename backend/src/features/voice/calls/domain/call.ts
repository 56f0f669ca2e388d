import type { Decider } from '../../../../kernel/decider';
import { agentClosed, classify, finishWrapUp, wrapUpOverdue } from './ending';
import { arrive, playbackEnded } from './arrival';
import type { CallCommand, CallDecision, CallRefusal, CommandOf, DeskCommand } from './call-commands';
import type { CallEvent } from './call-events';
import { INITIAL_CALL, isOver, type CallState } from './call-state';
import { callbackAnswered, callOff, dialBack, keyPressed, queueCallback } from './calling-back';
import { conference } from './conference';
import { dial, reroute } from './dialing';
import { ignore, refuse } from './decisions';
import { evolveCall } from './evolve-call';
import { answered, ended, legTimeout, progress } from './leg-reports';
import { overflow } from './overflowing';
import { placed, takenBack } from './placing';
import { announce, decline, maxWait, offer, withdrawOffer } from './queueing';
import { reconcile } from './reconciling';
import { askCaller, callerAnswered, leaveFlow } from './flowing';
import { dialSurvey, planSurvey, takeOver } from './surveying';
import { joinRinging, leaveRing, pickUp, ringPhones } from './ringing';
import { hangUp, talk } from './talking';
import { greetCaller } from './voicemail';
import { completeTransfer, consult, returnToCaller, transfer } from './transferring';

/** One call from its arrival (or dialling) to its classification. */
export const callDecider: Decider<CallState, CallCommand, CallEvent, CallRefusal> = {
  kind: 'call',
  stateVersion: 1,
  initialState: INITIAL_CALL,
  decide,
  evolve: evolveCall,
};

function decide(state: CallState, command: CallCommand): CallDecision {
  if (command.type === 'Arrive') return arrive(state, command);
  if (command.type === 'Dial') return dial(state, command);
  if (command.type === 'TakeOver') return takeOver(state, command);
  if (command.type === 'DialSurvey') return dialSurvey(state, command);
  if (command.type === 'Place') return placed(state, command);
  if (command.type === 'TakeBack') return takenBack(state, command);
  if ('agentId' in command && command.type !== 'Offer' && command.type !== 'WithdrawOffer')
    return decideDesk(state, command);
  if (isAboutCallbacks(command)) return decideCallback(state, command);
  if (state.phase === 'none') return ignore;
  return decideReport(state, command);
}

const ABOUT_CALLBACKS = ['NoteKey', 'NoteCallbackDigits', 'QueueCallback', 'DialBack', 'CallOff'] as const;
type AboutCallbacks = CommandOf<(typeof ABOUT_CALLBACKS)[number]>;
const isAboutCallbacks = (command: CallCommand): command is AboutCallbacks =>
  (ABOUT_CALLBACKS as readonly string[]).includes(command.type);

function decideCallback(state: CallState, command: AboutCallbacks): CallDecision {
  switch (command.type) {
    case 'NoteKey':
      return keyPressed(state, command);
    case 'NoteCallbackDigits':
      return callbackAnswered(state, command);
    case 'QueueCallback':
      return queueCallback(state, command);
    case 'DialBack':
      return dialBack(state, command);
    case 'CallOff':
      return callOff(state, command);
  }
}

type Report = Exclude<
  CallCommand,
  DeskCommand | AboutCallbacks | CommandOf<'Arrive' | 'Dial' | 'TakeOver' | 'DialSurvey' | 'Place' | 'TakeBack'>
>;

function decideReport(state: CallState, command: Report): CallDecision {
  switch (command.type) {
    case 'Reroute':
      return reroute(state, command);
    case 'NoteProgress':
      return isOver(state) ? ignore : progress(state, command);
    case 'NoteAnswered':
      return isOver(state) ? ignore : answered(state, command, state.greeting);
    case 'NoteEnded':
      return ended(state, command);
    case 'NotePlayback':
      return isOver(state) ? ignore : playbackEnded(state, command);
    case 'Offer':
      return offer(state, command);
    case 'WithdrawOffer':
      return withdrawOffer(state, command);
    case 'Announce':
      return announce(state, command);
    case 'Overflow':
      return overflow(state, command);
    case 'AskCaller':
      return askCaller(state, command);
    case 'NoteAsked':
      return callerAnswered(state, command);
    case 'LeaveFlow':
      return leaveFlow(state, command);
    case 'GreetCaller':
      return greetCaller(state, command);
    case 'PlanSurvey':
      return planSurvey(state, command);
    case 'RingPhones':
      return ringPhones(state, command);
    case 'LeaveRing':
      return leaveRing(state, command);
    case 'PickUp':
      return pickUp(state, command);
    case 'JoinRinging':
      return joinRinging(state, command);
    case 'MaxWait':
      return maxWait(state, command);
    case 'LegTimeout':
      return isOver(state) ? ignore : legTimeout(state, command);
    case 'WrapUpOverdue':
      return wrapUpOverdue(state, command);
    case 'AgentClosed':
      return agentClosed(state, command);
    case 'Reconcile':
      return reconcile(state, command, state.greeting);
  }
}

function decideDesk(state: CallState, command: CallCommand & DeskCommand): CallDecision {
  if (command.type === 'Classify') return classify(state, command);
  if (command.type === 'FinishWrapUp') return finishWrapUp(state, command);
  if (isOver(state)) return refuse('call-over');
  switch (command.type) {
    case 'HangUp':
      return hangUp(state, command);
    case 'Decline':
      return decline(state, command);
    case 'Transfer':
      return transfer(state, command);
    case 'Consult':
      return consult(state, command);
    case 'CompleteTransfer':
      return completeTransfer(state, command);
    case 'ReturnToCaller':
      return returnToCaller(state, command);
    case 'Conference':
      return conference(state, command);
    default:
      return talk(state, command);
  }
}
