import { Injectable } from '@nestjs/common';
import { FLOW_NODE_KINDS, type FlowNodeKind, type NodeKind } from '#contracts';

/** Kinds whose exits another feature has to act on; without it a flow with them cannot be published. */
const NEEDS_TARGET: ReadonlySet<FlowNodeKind> = new Set(['voicemail', 'callback', 'survey']);

/** Which kinds of nodes lead somewhere: the feature that acts on an exit registers its kind when it starts. */
@Injectable()
export class IvrTargets {
  private readonly registered = new Set<FlowNodeKind>();

  /** Called by whoever follows `IvrLeft` and takes callers who leave for `kind`. */
  register(kind: 'voicemail' | 'callback' | 'survey'): void {
    this.registered.add(kind);
  }

  available(): ReadonlySet<FlowNodeKind> {
    return new Set(FLOW_NODE_KINDS.filter((kind) => !NEEDS_TARGET.has(kind) || this.registered.has(kind)));
  }

  kinds(): NodeKind[] {
    const available = this.available();
    return FLOW_NODE_KINDS.map((kind) => ({ kind, available: available.has(kind) }));
  }
}
