import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import {
  F_DEFAULT_CONTROL_SCHEME,
  FCanvasComponent,
  FFlowComponent,
  FFlowModule,
  FZoomDirective,
  provideFFlow,
  withControlScheme,
  type FCreateConnectionEvent,
  type FMoveNodesEvent,
  type FReassignConnectionEvent,
  type FSelectionChangeEvent,
} from '@foblex/flow';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowNodeKind } from '#contracts';
import { FlowChecks } from '../flow-checks';
import { FlowDraft } from '../flow-draft';
import { FlowSelection } from '../flow-selection';
import { arrangeDocument } from '../graph/arrange-document';
import { connect, moveNodes, nodeOf } from '../graph/edit-document';
import { fitView } from '../graph/fit-view';
import { nearestNode, type Direction } from '../graph/nearest-node';
import { NODE_WIDTH } from '../graph/node-size';
import { NodeCard } from './node-card';

export const KIND_DRAGGED = 'application/x-centrala-node-kind';
const NUDGE = 20;
const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-NUDGE, 0],
  right: [NUDGE, 0],
  up: [0, -NUDGE],
  down: [0, NUDGE],
};

/** Ids of the canvas are ids of the page as well: without the signs of keys. */
const safe = (branch: string): string => branch.replace('#', 'hash').replace('*', 'star').replaceAll(':', '_');
const outputOf = (from: string, branch: string): string => `out--${from}--${safe(branch)}`;
const inputOf = (id: string): string => `in--${id}`;

/** The flow as a drawing: nodes that can be moved, and ways that are drawn from their branches. */
@Component({
  selector: 'app-flow-canvas',
  imports: [FFlowModule, MatButtonModule, MatIconModule, MatTooltipModule, TranslocoDirective, NodeCard],
  templateUrl: './flow-canvas.html',
  styleUrl: './flow-canvas.scss',
  providers: [provideFFlow(withControlScheme({ ...F_DEFAULT_CONTROL_SCHEME, scrollPan: true }))],
  host: { '(keydown)': 'pressed($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FlowCanvas {
  protected readonly draft = inject(FlowDraft);
  protected readonly selection = inject(FlowSelection);
  protected readonly checks = inject(FlowChecks);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly flow = viewChild.required(FFlowComponent);
  private readonly canvas = viewChild.required(FCanvasComponent);
  private readonly zoom = viewChild.required(FZoomDirective);
  private drawn = false;

  protected readonly inputOf = inputOf;
  protected readonly outputOf = outputOf;
  protected readonly ways = computed(() => {
    const { nodes, edges } = this.draft.document();
    const known = new Set(nodes.map(({ id }) => id));
    return edges
      .filter(({ from, to }) => known.has(from) && known.has(to))
      .map((edge) => ({ ...edge, id: `way--${edge.from}--${safe(edge.branch)}` }));
  });
  private readonly outputs = computed(
    () =>
      new Map(
        this.draft.document().nodes.flatMap((node) => this.branchIds(node.id).map((each) => [each.id, each] as const)),
      ),
  );
  /** The one node that Tab reaches; arrows go on from there. */
  protected readonly entry = computed(() => this.selection.ids()[0] ?? this.draft.document().nodes[0]?.id);

  constructor() {
    effect(() => {
      const ids = this.selection.ids();
      if (untracked(() => this.drawn)) this.flow().select([...ids], [], false);
    });
    effect(() => {
      if (this.selection.shown() > 0) setTimeout(() => this.reveal());
    });
  }

  protected rendered(): void {
    if (!this.drawn) this.fit(false);
    this.drawn = true;
    this.flow().select([...this.selection.ids()], [], false);
  }

  fit(animated = true): void {
    const canvas = this.canvas();
    const { position, scale } = fitView(this.draft.document(), this.host.getBoundingClientRect());
    Object.assign(canvas.transform, { position, scale, scaledPosition: { x: 0, y: 0 } });
    if (animated) canvas.redrawWithAnimation();
    else canvas.redraw();
  }

  protected zoomIn(): void {
    this.zoom().zoomIn();
  }

  protected zoomOut(): void {
    this.zoom().zoomOut();
  }

  protected arrange(): void {
    this.draft.change(arrangeDocument);
    setTimeout(() => this.fit());
  }

  protected selected({ nodeIds }: FSelectionChangeEvent): void {
    this.selection.select(nodeIds);
  }

  protected moved({ nodes }: FMoveNodesEvent): void {
    const places = new Map(nodes.map(({ id, position }) => [id, position]));
    this.draft.change((document) => moveNodes(document, places));
  }

  protected connected({ sourceId, targetId, dropPosition }: FCreateConnectionEvent): void {
    const output = this.outputs().get(sourceId);
    if (!output) return;
    const to = targetId?.replace(/^in--/, '') ?? this.nodeAt(dropPosition);
    if (to) this.draft.change((document) => connect(document, output.from, output.branch, to));
  }

  protected reconnected(event: FReassignConnectionEvent): void {
    const output = this.outputs().get(event.previousSourceId);
    if (!output) return;
    const to = event.nextTargetId?.replace(/^in--/, '') ?? null;
    this.draft.change((document) => connect(document, output.from, output.branch, to));
  }

  protected dragged(event: DragEvent): void {
    if (!this.draft.readOnly() && event.dataTransfer?.types.includes(KIND_DRAGGED)) event.preventDefault();
  }

  protected dropped(event: DragEvent): void {
    const kind = event.dataTransfer?.getData(KIND_DRAGGED) as FlowNodeKind | undefined;
    if (!kind) return;
    event.preventDefault();
    const { x, y } = this.flow().getPositionInFlow({ x: event.clientX, y: event.clientY });
    this.selection.insert(kind, { at: { x: Math.round(x - NODE_WIDTH / 2), y: Math.round(y - 24) } });
  }

  /** Arrows walk from node to node, with Alt they move what is chosen. */
  protected pressed(event: KeyboardEvent): void {
    const direction = ARROWS[event.key];
    const focused = (event.target as Element).closest<HTMLElement>('[data-node]')?.dataset['node'];
    if (!focused) return;
    if (direction && event.altKey) this.nudge(direction);
    else if (direction) this.walk(focused, direction);
    else if (event.key === ' ' || event.key === 'Enter') this.selection.show(focused);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private walk(from: string, direction: Direction): void {
    const next = nearestNode(this.draft.document(), from, direction);
    if (!next) return;
    this.selection.show(next.id);
    setTimeout(() => this.focus(next.id));
  }

  private nudge(direction: Direction): void {
    const [dx, dy] = STEPS[direction];
    const ids = this.selection.ids();
    this.draft.change(
      (document) =>
        moveNodes(
          document,
          new Map(
            ids.flatMap((id) => {
              const place = nodeOf(document, id)?.position;
              return place ? [[id, { x: place.x + dx, y: place.y + dy }] as const] : [];
            }),
          ),
        ),
      `nudge ${ids.join()}`,
    );
  }

  focus(id: string): void {
    this.host.querySelector<HTMLElement>(`[data-node="${id}"]`)?.focus({ preventScroll: true });
  }

  /** Brings the chosen node into view when it is not. */
  private reveal(): void {
    const [id] = this.selection.ids();
    const card = id === undefined ? null : this.host.querySelector(`[data-node="${id}"]`);
    if (!card || id === undefined) return;
    const [frame, box] = [this.host.getBoundingClientRect(), card.getBoundingClientRect()];
    const isInside =
      box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    if (!isInside) this.canvas().centerGroupOrNode(id, true);
  }

  private nodeAt({ x, y }: { x: number; y: number }): string | null {
    const under = document.elementsFromPoint(x, y).map((each) => each.closest<HTMLElement>('[data-node]'));
    return under.find((each) => each !== null)?.dataset['node'] ?? null;
  }

  private branchIds(from: string): readonly { id: string; from: string; branch: string }[] {
    const node = nodeOf(this.draft.document(), from);
    return (node ? this.branchNames(node) : []).map((branch) => ({ id: outputOf(from, branch), from, branch }));
  }

  protected branchNames = NodeCard.branchNames;
}
