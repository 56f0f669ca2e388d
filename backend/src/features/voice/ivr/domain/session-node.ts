import type { FlowDocument, FlowNode, Spoken } from '#contracts';

/** Asks something, and records what the caller says after the tone. Surveys bring it; nobody draws it. */
export interface SpeechNode extends Pick<FlowNode, 'id' | 'name' | 'position'> {
  readonly kind: 'speech';
  readonly prompts: readonly Spoken[];
  readonly maximumSeconds: number;
}

/** Whatever a session may come to. */
export type SessionNode = FlowNode | SpeechNode;

/** A flow as a session walks it: drawn, or made from a survey. */
export type SessionDocument<Node extends SessionNode = SessionNode> = Omit<FlowDocument, 'nodes'> & {
  readonly nodes: readonly Node[];
};
