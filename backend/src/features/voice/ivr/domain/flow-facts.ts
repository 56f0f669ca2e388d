import type { FlowDocument, FlowFinding, FlowNode, FlowNodeKind, Spoken } from '#contracts';

/** What the rest of the house knows about the things that a flow names; gathered before it is judged. */
export interface FlowFacts {
  readonly flowId: string;
  readonly queues: ReadonlyMap<string, { readonly active: boolean }>;
  readonly skills: ReadonlySet<string>;
  /** Voicemail boxes. */
  readonly boxes: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly extensions: ReadonlySet<string>;
  /** Published ones. */
  readonly surveys: ReadonlySet<string>;
  /** Languages that each prompt can be heard in. */
  readonly prompts: ReadonlyMap<string, readonly string[]>;
  /** Published flows; null: it exists and was never published. */
  readonly flows: ReadonlyMap<string, FlowDocument | null>;
  readonly available: ReadonlySet<FlowNodeKind>;
  /** Why the address may not be asked, or null. */
  addressRefused(url: string): 'url-not-valid' | 'url-not-allowed' | null;
}

type Extra = Partial<Pick<FlowFinding, 'severity' | 'branch' | 'params'>>;

export const finding = (code: FlowFinding['code'], nodeId: string | null, extra: Extra = {}): FlowFinding => ({
  code,
  severity: 'error',
  nodeId,
  branch: null,
  params: {},
  ...extra,
});

/** Everything that a node says to the caller. */
export function spokenOf(node: FlowNode): readonly Spoken[] {
  switch (node.kind) {
    case 'announcement':
    case 'voicemail':
    case 'hang-up':
      return node.prompts;
    case 'menu':
    case 'digits':
      return [...node.prompts, ...node.invalidPrompts, ...node.silencePrompts];
    case 'callback':
      return [...node.prompts, ...node.confirmPrompts, ...node.numberPrompts];
    default:
      return [];
  }
}
