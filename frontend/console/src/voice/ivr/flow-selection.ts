import { computed, inject, Injectable, signal } from '@angular/core';
import type { FlowNode, FlowNodeKind } from '#contracts';
import { FlowDraft } from './flow-draft';
import {
  addNode,
  clipOf,
  insertAfter,
  nodeOf,
  openBranchOf,
  paste,
  removeNodes,
  replaceNode,
  type Clip,
} from './graph/edit-document';
import { freshId, freshNode, type Point } from './graph/fresh-node';
import { heightOf, NODE_WIDTH } from './graph/node-size';

const STORED_UNDER = 'centrala.ivr.clip';
const COLUMN = NODE_WIDTH + 88;

const draw = (): string => Math.random().toString(36).slice(2, 8);

/** Which nodes are chosen, and what is done with them: insert, copy, paste, delete. */
@Injectable()
export class FlowSelection {
  private readonly draft = inject(FlowDraft);
  readonly ids = signal<readonly string[]>([]);
  /** The one node that the inspector shows. */
  readonly node = computed<FlowNode | null>(() => {
    const [only, ...others] = this.ids();
    return only !== undefined && others.length === 0 ? (nodeOf(this.draft.document(), only) ?? null) : null;
  });
  /** Counts up when the canvas should bring the chosen node into view. */
  readonly shown = signal(0);

  select(ids: readonly string[]): void {
    const present = ids.filter((id) => nodeOf(this.draft.document(), id));
    const before = this.ids();
    if (present.length === before.length && present.every((id, at) => id === before[at])) return;
    this.ids.set(present);
  }

  show(id: string): void {
    this.select([id]);
    this.shown.update((count) => count + 1);
  }

  selectAll(): void {
    this.select(this.draft.document().nodes.map(({ id }) => id));
  }

  /** Changes fields of a node; the letters of one field are one step. */
  set(node: FlowNode, change: object): void {
    const changed = { ...node, ...change };
    this.draft.change((document) => replaceNode(document, changed), `${node.id} ${Object.keys(change).join()}`);
  }

  /** Adds a node behind the chosen one's first open branch (or `branch`), or at a place of the canvas. */
  insert(kind: FlowNodeKind, where: { at?: Point; from?: string; branch?: string } = {}): string {
    const document = this.draft.document();
    const id = freshId(kind, document, draw);
    const from = where.at ? undefined : (where.from ?? this.node()?.id ?? this.openStart());
    const branch = from === undefined ? null : (where.branch ?? openBranchOf(document, from));
    const node = freshNode(kind, id, where.at ?? this.placeBehind(from));
    this.draft.change((before) =>
      from !== undefined && branch !== null ? insertAfter(before, from, branch, node) : addNode(before, node),
    );
    this.show(id);
    return id;
  }

  /** Nothing is chosen: the first node of a flow belongs behind its start. */
  private openStart(): string | undefined {
    const start = this.draft.document().nodes.find(({ kind }) => kind === 'start');
    return start && openBranchOf(this.draft.document(), start.id) !== null ? start.id : undefined;
  }

  private placeBehind(from: string | undefined): Point {
    const { nodes } = this.draft.document();
    const before = nodes.find(({ id }) => id === from) ?? nodes.at(-1);
    if (!before) return { x: 0, y: 0 };
    const x = before.position.x + COLUMN;
    const column = nodes.filter(({ position }) => Math.abs(position.x - x) < NODE_WIDTH);
    const lowest = Math.max(...column.map((node) => node.position.y + heightOf(node) + 36), before.position.y);
    return { x, y: lowest };
  }

  remove(): void {
    const ids = this.ids();
    this.draft.change((document) => removeNodes(document, ids));
    this.ids.set(ids.filter((id) => nodeOf(this.draft.document(), id)));
  }

  /** The clipboard of flows outlives the page, so that nodes go from one flow to another. */
  copy(): void {
    const clip = clipOf(this.draft.document(), this.ids());
    if (clip.nodes.length > 0) sessionStorage.setItem(STORED_UNDER, JSON.stringify(clip));
  }

  cut(): void {
    this.copy();
    this.remove();
  }

  paste(): void {
    const stored = sessionStorage.getItem(STORED_UNDER);
    if (stored) this.add(JSON.parse(stored) as Clip);
  }

  duplicate(): void {
    this.add(clipOf(this.draft.document(), this.ids()));
  }

  private add(clip: Clip): void {
    if (clip.nodes.length === 0) return;
    let ids: readonly string[] = [];
    this.draft.change((document) => {
      const pasted = paste(document, clip, ({ kind }, before) => freshId(kind, before, draw));
      ids = pasted.ids;
      return pasted.document;
    });
    this.select(ids);
  }
}
