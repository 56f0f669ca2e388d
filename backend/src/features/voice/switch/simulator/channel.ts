import type { Cancel, Instant } from '../../../../kernel/clock';

export type ChannelState =
  'CS_INIT' | 'CS_CONSUME_MEDIA' | 'CS_EXECUTE' | 'CS_SOFT_EXECUTE' | 'CS_EXCHANGE_MEDIA' | 'CS_PARK' | 'CS_REPORTING';
export type CallState = 'DOWN' | 'RINGING' | 'EARLY' | 'ACTIVE' | 'HANGUP';
export type AnswerState = 'ringing' | 'early' | 'answered' | 'hangup';

/** An application of the dialplan with its argument. */
export interface Application {
  readonly name: string;
  readonly argument: string;
}

/** What occupies the leg. `park` ran as an application (its end is told), `CS_PARK` is the state after a bridge (it is not). */
export interface Activity extends Application {
  readonly eventId: string;
}

/** A playback or digit collection that runs inside the activity. */
export interface Playback extends Application {
  readonly eventId: string;
  readonly file: string;
  readonly startedAt: Instant;
  cancel: Cancel;
  /** Set for a collection: gets each digit. */
  onDigit: ((digit: string) => void) | null;
  /** False once a collection's prompt has ended: nothing sounds any more. */
  sounding: boolean;
  /** Done with it, before the application tells that it is over. */
  ended?: () => void;
  /** Nothing else is executed before its end. */
  readonly locked: boolean;
}

export interface Recording {
  readonly path: string;
  readonly startedAt: Instant;
  readonly masked: { from: Instant; until: Instant | null }[];
}

/** One leg inside the simulated switch, in the switch's own words. */
export interface Channel {
  readonly uuid: string;
  readonly direction: 'inbound' | 'outbound';
  state: ChannelState;
  callState: CallState;
  answerState: AnswerState;
  hangupCause: string | null;
  readonly callerName: string;
  readonly callerNumber: string;
  /** Shown for an instant while a transfer replaces it. */
  destination: string;
  readonly context: string;
  readonly profile: 'internal' | 'external';
  readonly createdAt: Instant;
  answeredAt: Instant | null;
  readonly variables: Map<string, string>;
  readonly transferHistory: string[];
  otherLeg: { type: 'originator' | 'originatee'; uuid: string } | null;
  /** The leg that this one talks to, and whether this one leads the bridge (its events tell of it). */
  bridge: { uuid: string; leads: boolean } | null;
  activity: Activity | null;
  /** What the dialplan runs after the present activity. */
  next: Application[];
  playback: Playback | null;
  /** Taken up and not begun: takes it away. */
  beginning: Cancel | null;
  readonly queue: (Application & { eventId: string; locked?: boolean })[];
  /** What the last application said; an enclosing `park` repeats it when it ends. */
  lastResponse: string;
  readonly recordings: Map<string, Recording>;
  readonly timers: Set<Cancel>;
  digitsDialled: string;
  /** An outbound leg that has not been answered: what happens to whoever waits for it. */
  dialling: { answered(): void; failed(cause: string): void } | null;
  /** Taken, and the thread that dialled has not let go of it yet. */
  settling: boolean;
  mediaFlows: boolean;
}

export interface NewChannel {
  readonly uuid: string;
  readonly direction: 'inbound' | 'outbound';
  readonly callerName: string;
  readonly callerNumber: string;
  readonly destination: string;
  readonly context: string;
  readonly profile: 'internal' | 'external';
  readonly createdAt: Instant;
  readonly variables: ReadonlyMap<string, string>;
}

export function newChannel(given: NewChannel): Channel {
  return {
    ...given,
    variables: new Map(given.variables),
    state: 'CS_INIT',
    callState: 'DOWN',
    answerState: 'ringing',
    hangupCause: null,
    answeredAt: null,
    transferHistory: [],
    otherLeg: null,
    bridge: null,
    activity: null,
    next: [],
    playback: null,
    beginning: null,
    queue: [],
    lastResponse: '_none_',
    recordings: new Map(),
    timers: new Set(),
    digitsDialled: '',
    dialling: null,
    settling: false,
    mediaFlows: true,
  };
}

/** Set by a capable dialplan, an originate or ourselves: the leg survives its partner. */
export const parksAfterBridge = (channel: Channel): boolean => channel.variables.get('park_after_bridge') === 'true';

export const isParked = (channel: Channel): boolean => channel.activity?.name === 'park' || channel.state === 'CS_PARK';
