import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { EmptyState } from '../../../../../ui';
import { FlowDraft } from '../flow-draft';
import { FlowSelection } from '../flow-selection';
import { FlowWords } from '../flow-words';
import { nodeOf } from '../graph/edit-document';

/** What is wrong with the draft; each leads to its node. */
@Component({
  selector: 'app-findings-panel',
  imports: [MatIconModule, TranslocoDirective, EmptyState],
  template: `
    <ng-container *transloco="let t">
      @for (row of rows(); track $index) {
        <button
          type="button"
          [attr.data-severity]="row.severity"
          [attr.data-code]="row.code"
          (click)="open(row.nodeId)"
        >
          <mat-icon [svgIcon]="row.severity === 'error' ? 'error' : 'alert'" aria-hidden="true" />
          <span>
            <strong>{{ row.title || t('ivr.wholeFlow') }}</strong>
            <span>{{ row.text }}</span>
          </span>
        </button>
      } @empty {
        <ui-empty-state icon="ready" [title]="t('ivr.noFindings')" [hint]="t('ivr.noFindingsHint')" />
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
      padding: 12px;
    }
    button {
      display: flex;
      gap: 10px;
      padding: 10px 12px;
      border: 1px solid var(--cc-line);
      border-radius: 10px;
      background: var(--cc-card);
      color: inherit;
      font: inherit;
      text-align: left;
      cursor: pointer;
    }
    button:hover {
      background: var(--cc-hover);
    }
    strong,
    span span {
      display: block;
    }
    strong {
      font-weight: 600;
    }
    mat-icon {
      flex: none;
      color: var(--cc-warn);
    }
    [data-severity='error'] mat-icon {
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FindingsPanel {
  readonly opened = output<string>();
  private readonly draft = inject(FlowDraft);
  private readonly selection = inject(FlowSelection);
  private readonly words = inject(FlowWords);
  protected readonly rows = computed(() =>
    this.draft.findings().map((finding) => {
      const node = finding.nodeId === null ? undefined : nodeOf(this.draft.draft(), finding.nodeId);
      return { ...finding, title: node ? this.words.title(node) : '', text: this.words.finding(finding, node) };
    }),
  );

  protected open(nodeId: string | null): void {
    if (nodeId === null) return;
    this.selection.show(nodeId);
    this.opened.emit(nodeId);
  }
}
