import { ChangeDetectionStrategy, Component, computed, ElementRef, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { branchesOf, FLOW_NODE_KINDS, type FlowNode, type FlowNodeKind } from '#contracts';
import type { Option } from '../../../../../ui';
import { FlowDraft } from '../flow-draft';
import { FlowSelection } from '../flow-selection';
import { FlowWords } from '../flow-words';
import { connect, targetOf } from '../graph/edit-document';
import { nodeIssues } from '../graph/node-issues';
import { IssueTextPipe } from './issue-text';
import { NodeFields } from './node-fields';
import { PlainSelect } from './plain-select';
import { PlainText } from './plain-text';
import { TalkFields } from './talk-fields';

const SPEAKING: ReadonlySet<FlowNodeKind> = new Set([
  'announcement',
  'menu',
  'digits',
  'voicemail',
  'callback',
  'hang-up',
]);

/** Everything that one node says, and where its branches lead: the whole flow can be built from here without a mouse. */
@Component({
  selector: 'app-node-inspector',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    IssueTextPipe,
    NodeFields,
    PlainSelect,
    PlainText,
    TalkFields,
  ],
  templateUrl: './node-inspector.html',
  styleUrl: './node-inspector.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NodeInspector {
  protected readonly draft = inject(FlowDraft);
  protected readonly selection = inject(FlowSelection);
  protected readonly words = inject(FlowWords);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly issues = computed(() => {
    const node = this.selection.node();
    return node ? nodeIssues(node) : [];
  });
  protected readonly findings = computed(() => {
    const node = this.selection.node();
    if (!node || this.draft.viewed()) return [];
    return this.draft
      .findings()
      .filter(({ nodeId }) => nodeId === node.id)
      .map((finding) => ({ severity: finding.severity, text: this.words.finding(finding, node) }));
  });
  protected readonly branches = computed(() => {
    const node = this.selection.node();
    if (!node) return [];
    return branchesOf(node).map(({ name, required }) => ({
      name,
      required,
      target: targetOf(this.draft.document(), node.id, name),
    }));
  });
  protected readonly targets = computed<Option<string>[]>(() =>
    this.draft
      .document()
      .nodes.filter(({ kind }) => kind !== 'start')
      .map((node) => ({ value: node.id, label: this.words.title(node) })),
  );
  protected readonly newKinds = computed<Option<string>[]>(() =>
    FLOW_NODE_KINDS.filter((kind) => kind !== 'start' && !this.words.unavailable().has(kind)).map((kind) => ({
      value: `new:${kind}`,
      label: this.words.kind(kind),
    })),
  );
  protected readonly speaks = ({ kind }: FlowNode): boolean => SPEAKING.has(kind);

  /** The first field, for whoever opened the node with the keyboard. */
  focus(): void {
    this.host.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }

  protected lead(node: FlowNode, branch: string, choice: string): void {
    if (!choice.startsWith('new:')) {
      this.draft.change((document) => connect(document, node.id, branch, choice || null));
      return;
    }
    this.selection.insert(choice.slice('new:'.length) as FlowNodeKind, { from: node.id, branch });
  }
}
