import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { branchesOf } from '#contracts';
import { NumberTextPipe } from '../canvas/number-text';
import { FlowChecks } from '../flow-checks';
import { FlowDraft } from '../flow-draft';
import { FlowSelection } from '../flow-selection';
import { FlowWords } from '../flow-words';
import { nodeOf, targetOf } from '../graph/edit-document';
import { readingOrder } from '../graph/reading-order';

/** The same flow as a list, read from the start along the branches: for small screens and for those who hear the page. */
@Component({
  selector: 'app-flow-outline',
  imports: [MatIconModule, TranslocoDirective, NumberTextPipe],
  template: `
    <ol *transloco="let t" [attr.aria-label]="t('ivr.outline')">
      @for (row of rows(); track row.node.id) {
        <li [attr.data-node]="row.node.id" [class.chosen]="selection.ids().includes(row.node.id)">
          <button type="button" class="node" (click)="open(row.node.id)">
            <span class="place tabular">{{ $index + 1 }}</span>
            <span class="badge" [attr.data-kind]="row.node.kind"
              ><mat-icon [svgIcon]="'node-' + row.node.kind" aria-hidden="true"
            /></span>
            <span class="words">
              <strong>{{ words.title(row.node) }}</strong>
              <small>{{ words.subtitle(row.node) }}</small>
            </span>
            @if (row.depth === null) {
              <span class="lonely">{{ t('ivr.unreached') }}</span>
            }
            @if (checks.overlay() === 'counts' && checks.countOf().get(row.node.id); as count) {
              <span class="tabular">{{ count.entered | numberText }}</span>
            }
            @if (row.problems > 0) {
              <mat-icon class="problem" svgIcon="error" role="img" [attr.aria-label]="t('ivr.hasErrors')" />
            }
          </button>
          @if (row.branches.length > 0) {
            <ul>
              @for (branch of row.branches; track branch.name) {
                <li>
                  <span class="branch">{{ words.branch(row.node, branch.name) }}</span>
                  <mat-icon svgIcon="chevron-right" aria-hidden="true" />
                  @if (branch.target; as target) {
                    <button type="button" class="target" (click)="open(target.id)">{{ words.title(target) }}</button>
                  } @else {
                    <span [class]="branch.required ? 'open' : 'muted'">{{
                      t(branch.required ? 'ivr.leadsNowhere' : 'ivr.endsHere')
                    }}</span>
                  }
                </li>
              }
            </ul>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './flow-outline.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FlowOutline {
  readonly opened = output<string>();
  protected readonly selection = inject(FlowSelection);
  protected readonly words = inject(FlowWords);
  protected readonly checks = inject(FlowChecks);
  private readonly draft = inject(FlowDraft);
  protected readonly rows = computed(() => {
    const document = this.draft.document();
    const findings = this.draft.viewed() ? [] : this.draft.findings();
    return readingOrder(document).map(({ node, depth }) => ({
      node,
      depth,
      problems: findings.filter(({ nodeId, severity }) => nodeId === node.id && severity === 'error').length,
      branches: branchesOf(node).map((branch) => {
        const target = targetOf(document, node.id, branch.name);
        return { ...branch, target: target === null ? null : (nodeOf(document, target) ?? null) };
      }),
    }));
  });

  protected open(id: string): void {
    this.selection.show(id);
    this.opened.emit(id);
  }
}
