import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { FlowDocument, FlowNode } from '#contracts';
import { Vocabulary } from '../../../platform/language/vocabulary';
import { FlowWords } from '../flow-words';
import { compareDocuments, type FlowChange } from '../graph/compare-documents';

const ICONS: Readonly<Record<FlowChange['kind'], string>> = {
  'node-added': 'add',
  'node-removed': 'delete',
  'node-changed': 'edit',
  'way-changed': 'route',
  'language-changed': 'language',
  'variables-changed': 'settings',
};

/** What is different between two states of a flow, one line each. */
@Component({
  selector: 'app-change-list',
  imports: [MatIconModule, TranslocoDirective],
  template: `
    <ul *transloco="let t">
      @for (row of rows(); track $index) {
        <li [attr.data-change]="row.kind"><mat-icon [svgIcon]="row.icon" aria-hidden="true" />{{ row.text }}</li>
      } @empty {
        <li class="muted">{{ t('ivr.noChanges') }}</li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: 6px;
      margin: 0;
      padding: 0;
      list-style: none;
      font-size: 13px;
    }
    li {
      display: flex;
      gap: 8px;
      overflow-wrap: anywhere;
    }
    mat-icon {
      flex: none;
      width: 18px;
      height: 18px;
      color: var(--cc-muted);
    }
    [data-change='node-added'] mat-icon {
      color: var(--cc-ok);
    }
    [data-change='node-removed'] mat-icon {
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChangeList {
  readonly before = input.required<FlowDocument>();
  readonly after = input.required<FlowDocument>();
  private readonly words = inject(FlowWords);
  private readonly vocabulary = inject(Vocabulary);
  private readonly transloco = inject(TranslocoService);
  protected readonly rows = computed(() =>
    compareDocuments(this.before(), this.after()).map((change) => ({
      kind: change.kind,
      icon: ICONS[change.kind],
      text: this.transloco.translate<string>(`ivr.changes.${change.kind}`, this.paramsOf(change)),
    })),
  );

  private paramsOf(change: FlowChange): Record<string, string> {
    const title = (node: FlowNode | null): string => (node ? this.words.title(node) : '–');
    switch (change.kind) {
      case 'node-added':
      case 'node-removed':
        return { node: title(change.node), kind: this.words.kind(change.node.kind) };
      case 'node-changed': {
        const fields = change.fields.map((field) => this.vocabulary.word('ivr.fields', field)).join(', ');
        return { node: title(change.node), fields };
      }
      case 'way-changed':
        return {
          node: title(change.node),
          branch: this.words.branch(change.node, change.branch),
          before: title(change.before),
          after: title(change.after),
        };
      case 'language-changed':
        return { before: this.words.language(change.before), after: this.words.language(change.after) };
      case 'variables-changed':
        return {};
    }
  }
}
