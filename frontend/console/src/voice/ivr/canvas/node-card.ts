import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { branchesOf, type FlowNode } from '#contracts';
import { FlowChecks } from '../flow-checks';
import { FlowDraft } from '../flow-draft';
import { FlowWords } from '../flow-words';
import { nodeIssues } from '../graph/node-issues';
import { NumberTextPipe } from './number-text';

/** The face of a node: what it is, what it says, what is wrong with it, where it branches. */
@Component({
  selector: 'app-node-card',
  imports: [MatIconModule, TranslocoDirective, NumberTextPipe],
  templateUrl: './node-card.html',
  styleUrl: './node-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NodeCard {
  static readonly branchNames = (node: FlowNode): readonly string[] => branchesOf(node).map(({ name }) => name);

  readonly node = input.required<FlowNode>();
  protected readonly checks = inject(FlowChecks);
  protected readonly words = inject(FlowWords);
  private readonly draft = inject(FlowDraft);
  protected readonly counts = computed(() =>
    this.checks.overlay() === 'counts' ? (this.checks.countOf().get(this.node().id) ?? null) : null,
  );
  private readonly findings = computed(() => this.draft.findings().filter(({ nodeId }) => nodeId === this.node().id));
  protected readonly level = computed(() => {
    if (this.draft.viewed()) return null;
    if (nodeIssues(this.node()).length > 0 || this.findings().some(({ severity }) => severity === 'error'))
      return 'error';
    return this.findings().length > 0 ? 'warning' : null;
  });
  protected readonly problems = computed(() =>
    this.findings()
      .map((each) => this.words.finding(each, this.node()))
      .join(' · '),
  );
  protected readonly branches = computed(() => {
    const { nodes, edges } = this.draft.document();
    const { id } = this.node();
    const known = new Set(nodes.map((each) => each.id));
    const led = new Set(edges.filter(({ from, to }) => from === id && known.has(to)).map(({ branch }) => branch));
    return branchesOf(this.node()).map((branch) => ({ ...branch, open: branch.required && !led.has(branch.name) }));
  });

  protected share(part: number, whole: number): string {
    return whole > 0 ? `${Math.round((part / whole) * 100)}%` : '0%';
  }
}
