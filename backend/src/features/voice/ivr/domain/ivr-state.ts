import type { FlowExit, IvrEvent, Place } from './ivr-events';

/** What the session waits for; `askId` makes a late or repeated answer harmless. */
export type Waiting =
  | { readonly for: 'prompt' | 'speech'; readonly askId: string }
  | { readonly for: 'digits'; readonly askId: string; readonly maximum: number }
  | { readonly for: 'dip'; readonly askId: string }
  | { readonly for: 'lookup'; readonly askId: string; readonly phone: string };

export interface IvrState {
  /** `away`: the caller is with the target of the exit. */
  readonly phase: 'none' | 'running' | 'away' | 'ended';
  readonly versions: Readonly<Record<string, number>>;
  readonly place: Place;
  /** Sub-flow nodes that lead on when the flow inside them returns. */
  readonly stack: readonly Place[];
  readonly variables: Readonly<Record<string, string>>;
  readonly language: string;
  readonly waiting: Waiting | null;
  /** Tries of the input that runs now. */
  readonly failedTries: number;
  readonly kept: string;
  readonly exit: FlowExit | null;
  /** Nodes entered; a flow that goes round for ever is ended. */
  readonly steps: number;
}

export const INITIAL_SESSION: IvrState = {
  phase: 'none',
  versions: {},
  place: { flowId: '', version: 0, nodeId: '' },
  stack: [],
  variables: {},
  language: 'pl',
  waiting: null,
  failedTries: 0,
  kept: '',
  exit: null,
  steps: 0,
};

export function evolveSession(state: IvrState, event: IvrEvent): IvrState {
  switch (event.type) {
    case 'IvrStarted': {
      const { flowId, version, versions, language, variables } = event.data;
      return {
        ...INITIAL_SESSION,
        phase: 'running',
        versions,
        variables,
        language,
        place: { flowId, version, nodeId: '' },
      };
    }
    case 'IvrNodeEntered':
      return { ...state, place: event.data.place, waiting: null, failedTries: 0, steps: state.steps + 1 };
    case 'IvrSubFlowEntered': {
      const { place, flowId, version } = event.data;
      return { ...state, stack: [...state.stack, place], place: { flowId, version, nodeId: '' } };
    }
    case 'IvrSubFlowLeft':
      return { ...state, stack: state.stack.slice(0, -1), place: event.data.place };
    case 'IvrVariablesSet':
      return { ...state, variables: { ...state.variables, ...event.data.variables } };
    case 'IvrLanguageChosen':
      return { ...state, language: event.data.language };
    case 'IvrTryFailed':
      return { ...state, failedTries: state.failedTries + 1 };
    case 'IvrDigitsKept':
      return { ...state, kept: event.data.digits };
    default:
      return evolveWaiting(state, event);
  }
}

type WaitingEvent = Exclude<
  IvrEvent,
  {
    type:
      | 'IvrStarted'
      | 'IvrNodeEntered'
      | 'IvrSubFlowEntered'
      | 'IvrSubFlowLeft'
      | 'IvrVariablesSet'
      | 'IvrLanguageChosen'
      | 'IvrTryFailed'
      | 'IvrDigitsKept';
  }
>;

function evolveWaiting(state: IvrState, event: WaitingEvent): IvrState {
  switch (event.type) {
    case 'IvrPromptRequested':
      return { ...state, waiting: { for: 'prompt', askId: event.data.askId } };
    case 'IvrSpeechAwaited':
      return { ...state, waiting: { for: 'speech', askId: event.data.askId } };
    case 'IvrDigitsAwaited':
      return { ...state, waiting: { for: 'digits', askId: event.data.askId, maximum: event.data.wanted.maximum } };
    case 'IvrDipRequested':
      return { ...state, waiting: { for: 'dip', askId: event.data.askId } };
    case 'IvrLookupRequested':
      return { ...state, waiting: { for: 'lookup', askId: event.data.askId, phone: event.data.phone } };
    case 'IvrDipAnswered':
      return { ...state, waiting: null };
    case 'IvrPromptFailed':
      return state;
    case 'IvrLeft': {
      const { to, returns } = event.data;
      const away = returns || (to.kind === 'queue' && to.unserved === true);
      return { ...state, phase: away ? 'away' : 'ended', exit: to, waiting: null };
    }
    case 'IvrReturned':
      return { ...state, phase: 'running', exit: null };
    case 'IvrCallerHungUp':
      return { ...state, phase: 'ended', waiting: null };
  }
}
