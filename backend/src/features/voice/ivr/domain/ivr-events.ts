import type { FlowTransferTarget, Spoken } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { SessionNode } from './session-node';

/** Where in which version of which flow a session is. */
export interface Place {
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
}

/** Where the caller goes when the flow is done with him. */
export type FlowExit =
  | {
      readonly kind: 'queue';
      readonly queueId: string;
      readonly skills: readonly { readonly skillId: string; readonly level: number; readonly mandatory: boolean }[];
      readonly priority: number | null;
      /** He comes back when the queue cannot serve him; absent: no. */
      readonly unserved?: boolean;
    }
  | { readonly kind: 'agent'; readonly agentId: string; readonly ringSeconds: number }
  | { readonly kind: 'extension'; readonly extension: string; readonly ringSeconds: number }
  | { readonly kind: 'number'; readonly number: string; readonly ringSeconds: number }
  | {
      readonly kind: 'voicemail';
      readonly boxId: string;
      /** Instead of the box's greeting; empty: the box's own. */
      readonly prompts: readonly Spoken[];
    }
  | { readonly kind: 'callback'; readonly queueId: string; readonly number: string }
  | { readonly kind: 'survey'; readonly surveyId: string }
  /** `because`: `hang-up` as drawn, `branch-open`, `too-many-steps`, `flow-missing`. */
  | { readonly kind: 'hang-up'; readonly because: string };
export type TransferKind = FlowTransferTarget['kind'];

/** One entry that the caller is asked for. */
export interface DigitsWanted {
  readonly maximum: number;
  readonly timeoutMs: number;
  readonly interDigitMs: number;
  readonly terminators: string;
}

type Of<Type extends string, Data = unknown> = DomainEvent<Type, Data & { readonly at: Instant }>;

export type IvrStarted = Of<
  'IvrStarted',
  {
    flowId: string;
    version: number;
    /** Versions of every flow that this one may run: the session keeps them to its end. */
    versions: Readonly<Record<string, number>>;
    language: string;
    variables: Readonly<Record<string, string>>;
  }
>;
/** `from`: the branch that led here; null at the beginning of a flow. `name` is what the timeline shows. */
export type IvrNodeEntered = Of<
  'IvrNodeEntered',
  { place: Place; kind: SessionNode['kind']; name: string; from: { nodeId: string; branch: string } | null }
>;
export type IvrSubFlowEntered = Of<'IvrSubFlowEntered', { place: Place; flowId: string; version: number }>;
export type IvrSubFlowLeft = Of<'IvrSubFlowLeft', { place: Place }>;
/** `secret`: not to be shown on any screen. */
export type IvrVariablesSet = Of<'IvrVariablesSet', { variables: Readonly<Record<string, string>>; secret: boolean }>;
export type IvrLanguageChosen = Of<'IvrLanguageChosen', { language: string }>;
/** The caller hears something; the session goes on when told that it is over. `tone`: behind it, for him to speak after. */
export type IvrPromptRequested = Of<
  'IvrPromptRequested',
  { askId: string; place: Place; prompts: readonly Spoken[]; tone?: true }
>;
/** He speaks; `askId` names what is recorded. The session goes on when told that it is over. */
export type IvrSpeechAwaited = Of<'IvrSpeechAwaited', { askId: string; place: Place; maximumSeconds: number }>;
/** The caller hears something and enters digits; a digit interrupts what he hears. */
export type IvrDigitsAwaited = Of<
  'IvrDigitsAwaited',
  { askId: string; place: Place; prompts: readonly Spoken[]; wanted: DigitsWanted; try: number }
>;
export type IvrTryFailed = Of<'IvrTryFailed', { place: Place; because: 'invalid' | 'no-input'; try: number }>;
/** Typed while an announcement ran: it counts for what asks next. */
export type IvrDigitsKept = Of<'IvrDigitsKept', { digits: string }>;
export type IvrDipRequested = Of<'IvrDipRequested', { askId: string; place: Place; timeoutMs: number }>;
export type IvrDipAnswered = Of<'IvrDipAnswered', { place: Place; ok: boolean; reason: string; milliseconds: number }>;
export type IvrLookupRequested = Of<'IvrLookupRequested', { askId: string; place: Place; phone: string }>;
/** Something could not be played; the call went on without it. */
export type IvrPromptFailed = Of<'IvrPromptFailed', { place: Place; reason: string }>;
/** `returns`: when the target cannot be reached the caller may come back into the flow. */
export type IvrLeft = Of<'IvrLeft', { place: Place; to: FlowExit; returns: boolean; language: string }>;
export type IvrReturned = Of<'IvrReturned', { place: Place; because: string }>;
export type IvrCallerHungUp = Of<'IvrCallerHungUp', { place: Place }>;

export type IvrEvent =
  | IvrStarted
  | IvrNodeEntered
  | IvrSubFlowEntered
  | IvrSubFlowLeft
  | IvrVariablesSet
  | IvrLanguageChosen
  | IvrPromptRequested
  | IvrSpeechAwaited
  | IvrDigitsAwaited
  | IvrTryFailed
  | IvrDigitsKept
  | IvrDipRequested
  | IvrDipAnswered
  | IvrLookupRequested
  | IvrPromptFailed
  | IvrLeft
  | IvrReturned
  | IvrCallerHungUp;

export const IVR_EVENT_TYPES = [
  'IvrStarted',
  'IvrNodeEntered',
  'IvrSubFlowEntered',
  'IvrSubFlowLeft',
  'IvrVariablesSet',
  'IvrLanguageChosen',
  'IvrPromptRequested',
  'IvrSpeechAwaited',
  'IvrDigitsAwaited',
  'IvrTryFailed',
  'IvrDigitsKept',
  'IvrDipRequested',
  'IvrDipAnswered',
  'IvrLookupRequested',
  'IvrPromptFailed',
  'IvrLeft',
  'IvrReturned',
  'IvrCallerHungUp',
] as const satisfies readonly IvrEvent['type'][];
